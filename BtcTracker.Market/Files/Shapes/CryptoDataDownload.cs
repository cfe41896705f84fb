namespace BtcTracker.Market.Files.Shapes;

/// <summary>Candles of CryptoDataDownload: an address in the first line, the latest candle first.</summary>
/// <remarks>
/// <c>1705708800,2024-01-20 00:00:00,BTC/USD,37865.11,38243.76,37068.44,37442.87,20882.361,781895528.22</c>, in older files <c>2019-10-17
/// 09-AM</c>.
/// </remarks>
internal static class CryptoDataDownload
{
    /// <summary>The shapes of its downloads.</summary>
    public static IReadOnlyList<Vendor> Shapes { get; } =
    [
        new("CryptoDataDownload")
        {
            Header = ["date", "symbol", "open", "high", "low", "close"],
            Recognises = head => HasAddress(head) || HasTwoVolumes(head),
        },
    ];

    private static bool HasAddress(FileHead head) => head.Text.StartsWith("http", StringComparison.OrdinalIgnoreCase);

    private static bool HasTwoVolumes(FileHead head) =>
        head.Records.Take(2).Any(record => record.Count(name => name.StartsWith("Volume ", StringComparison.OrdinalIgnoreCase)) == 2);
}
