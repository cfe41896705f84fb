using BtcTracker.Market;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>
/// Rolls up the rows of a file to coarser candles, in either order, holding one candle's rows at a time.
/// </summary>
/// <param name="target">The coarser interval.</param>
/// <param name="from">Candles that open earlier are skipped.</param>
internal sealed class RolledUpRows(Interval target, DateTimeOffset from)
{
    private readonly List<Candle> _parts = [];
    private Candle? _firstCut;
    private bool _isFirst = true;
    private bool _hasWhole;

    /// <summary>The number of skipped candles that are incomplete at the file's start or end.</summary>
    public long Cut { get; private set; }

    /// <summary>Adds a row.</summary>
    /// <returns>The candle that the row completes; null if there is none.</returns>
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

    /// <summary>The remaining candles at the end of the file.</summary>
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

    // An incomplete candle is held back: next to complete ones it would replace what an exchange has.
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
