using System.Text.Json;

namespace BtcTracker.Market.Files.Shapes;

/// <summary>Reads an API's response, a single JSON value.</summary>
internal sealed class JsonResponse : RowReader
{
    // A response has at most a thousand candles, a few hundred kilobytes.
    private const int Longest = 16 << 20;

    // Names of the property with the rows, or of an object around it.
    private static readonly string[] RowsNames = ["ohlc", "candles", "result", "values", "prices"];

    private readonly List<JsonElement> _rows = [];
    private int _next;

    /// <summary>Reads the whole response.</summary>
    /// <exception cref="FormatException">The response is malformed, too long, of an unknown shape, or of another pair.</exception>
    public JsonResponse(string path, TextReader reader, PriceFileOptions options)
        : base(path)
    {
        Line = 1;
        var buffer = new char[Longest + 1];
        var length = reader.ReadBlock(buffer);
        if (length > Longest)
        {
            throw Wrong("the JSON is longer than 16 MB");
        }

        try
        {
            using var json = JsonDocument.Parse(buffer.AsMemory(0, length));
            Vendor = JsonVendors.All.FirstOrDefault(vendor => vendor.RowsIn(json.RootElement) is not null) ?? throw Unknown();
            CheckMarket(path, json.RootElement, options);
            _rows.AddRange(Vendor.RowsIn(json.RootElement)!.Value.EnumerateArray().Select(row => row.Clone()));
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            var reason = Wrong("the JSON is not the response of a known API").Message;
            throw new FormatException($"{reason} {malformed.Message}", malformed);
        }

        var times = _rows.Select(TimeOf).OfType<DateTimeOffset>().ToList();
        Spacing = Spacing.Of(times, areDates: Vendor.IsOnePrice);
    }

    /// <summary>Whose response it is.</summary>
    public JsonVendor Vendor { get; }

    /// <summary>The distance between rows.</summary>
    public Spacing Spacing { get; }

    /// <summary>Whether a file's head is a response and not JSON lines.</summary>
    public static bool IsLikely(string head) =>
        head.TrimStart() is ['[', ..] || Array.Exists(RowsNames, name => head.Contains($"\"{name}\"", StringComparison.Ordinal));

    /// <inheritdoc />
    public override bool Read()
    {
        Line = _next + 1;
        return _next++ < _rows.Count;
    }

    /// <inheritdoc />
    public override string? Find(string column) =>
        column switch
        {
            "volume_unit" => "BTC",
            "rank" when Vendor.IsOnePrice => "0",
            _ when NameOf(column) is { } name => TextOf(_rows[_next - 1], name),
            _ => null,
        };

    /// <inheritdoc />
    public override bool Has(string column) => column is "volume_unit" || NameOf(column) is not null;

    private string? NameOf(string column) =>
        Vendor.Fields.GetValueOrDefault(Vendor.IsOnePrice && column is "open" or "high" or "low" or "close" ? "price" : column);

    private FormatException Unknown() =>
        Wrong(
            "the JSON is not the response of a known API (Binance, Bitfinex, Bitstamp, blockchain.com, "
                + "Coinbase, CoinGecko, Kraken); "
                + "write an object a line, without brackets and commas around them"
        );

    private void CheckMarket(string path, JsonElement root, PriceFileOptions options)
    {
        if (options.Force)
        {
            return;
        }

        if (Vendor.MarketIn(root) is { } pair && MarketNames.ReasonOf(pair, options) is { } reason)
        {
            throw Wrong($"pair '{Shortened(pair)}' {reason}");
        }

        if (MarketNames.ReasonOfName(path, options, Vendor.Quote) is { } other)
        {
            throw new FormatException($"{path}: {other}.");
        }
    }

    private DateTimeOffset? TimeOf(JsonElement row) =>
        TextOf(row, Vendor.Fields["time"]) is { } text && RowTime.TryParse(text, out var time) ? time : null;

    private static string? TextOf(JsonElement row, string name) =>
        JsonVendors.Field(row, name) switch
        {
            null or { ValueKind: JsonValueKind.Null } => null,
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { } other => other.GetRawText(),
        };
}
