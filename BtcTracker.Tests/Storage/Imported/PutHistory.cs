using BtcTracker.Market;
using BtcTracker.Market.Storage.Imported;

namespace BtcTracker.Tests.Storage.Imported;

/// <summary>All that was ever put, replayed without the removed imports: what must be stored then.</summary>
internal sealed class PutHistory
{
    private readonly List<(Candle Candle, ImportId? Import)> _puts = [];

    /// <summary>A candle is put.</summary>
    public void Put(Candle candle, ImportId? import = null) => _puts.Add((candle, import));

    /// <summary>An import was never made.</summary>
    public void Forget(ImportId import) => _puts.RemoveAll(put => put.Import == import);

    /// <summary>What is stored, by interval and open time.</summary>
    public IEnumerable<Candle> Expected =>
        _puts
            .GroupBy(put => (put.Candle.Interval.Length, put.Candle.OpenTime))
            .OrderBy(place => place.Key)
            .Select(place => place.Aggregate((Candle?)null, (there, put) => Replaces(put, there) ? put.Candle : there)!);

    private static bool Replaces((Candle Candle, ImportId? Import) put, Candle? there)
    {
        var isKnown = put.Import is not null && there is not null && WithoutFile(there) == WithoutFile(put.Candle);
        return there is null || (!isKnown && (put.Candle.Rank, put.Candle.N).CompareTo((there.Rank, there.N)) >= 0);
    }

    private static Candle WithoutFile(Candle candle) =>
        candle.Source.StartsWith("import:", StringComparison.Ordinal) ? candle with { Source = "import:" } : candle;
}
