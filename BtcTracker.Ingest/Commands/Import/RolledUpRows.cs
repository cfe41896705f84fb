using BtcTracker.Market;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>
/// Rolls the rows of a file up to coarser candles, in whichever order the file has them, holding one candle's rows at a time.
/// </summary>
/// <param name="target">The coarser interval.</param>
/// <param name="from">What opens before is left out.</param>
internal sealed class RolledUpRows(Interval target, DateTimeOffset from)
{
    private readonly List<Candle> _parts = [];
    private Candle? _firstCut;
    private bool _isFirst = true;
    private bool _hasWhole;

    /// <summary>Candles that the file's start or end cuts, and that are left out.</summary>
    public long Cut { get; private set; }

    /// <summary>Takes a row.</summary>
    /// <returns>The candle that is over with it; null where there is none.</returns>
    public Candle? Add(Candle row)
    {
        if (row.OpenTime < from)
        {
            return null;
        }

        var done = _parts.Count > 0 && target.OpenTimeOf(row.OpenTime) != target.OpenTimeOf(_parts[0].OpenTime) ? TakeInner() : null;
        _parts.Add(row);
        return done;
    }

    /// <summary>The candles that are left in the end.</summary>
    public IEnumerable<Candle> End()
    {
        var last =
            _parts.Count > 0
                ? TakeWhole(out var isCut) is var candle && isCut && _hasWhole
                    ? null
                    : candle
                : null;
        Cut += last is null && _hasWhole ? 1 : 0;
        Cut += _firstCut is not null && _hasWhole ? 1 : 0;
        Candle?[] left = [_hasWhole ? null : _firstCut, last];
        return left.OfType<Candle>();
    }

    // A cut candle waits: where there are whole ones beside it, it would stand in the way of what an exchange has.
    private Candle? TakeInner()
    {
        var candle = TakeWhole(out var isCut);
        var waits = _isFirst && isCut;
        (_isFirst, _firstCut, _hasWhole) = (false, waits ? candle : _firstCut, _hasWhole || !waits);
        return waits ? null : candle;
    }

    private Candle TakeWhole(out bool isCut)
    {
        if (_parts[0].OpenTime > _parts[^1].OpenTime)
        {
            _parts.Reverse();
        }

        var whole = Rollup.ToInterval(_parts, target).Single();
        isCut = _parts[0].OpenTime > whole.OpenTime || _parts[^1].CloseTime < whole.CloseTime;
        _parts.Clear();
        return whole;
    }
}
