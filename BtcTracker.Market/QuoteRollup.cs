namespace BtcTracker.Market;

/// <summary>Gathers quotes of one interval, in any order, into its own candle; holds the first and last of them, never all.</summary>
internal sealed class QuoteRollup(Symbol symbol, Interval interval, DateTimeOffset openTime)
{
    private readonly SortedSet<string> _sources = new(StringComparer.Ordinal);
    private Quote? _first;
    private Quote? _last;
    private decimal _high;
    private decimal _low;
    private int _count;

    /// <exception cref="ArgumentException">The quote lies outside the candle.</exception>
    public void Add(Quote quote)
    {
        if (!interval.CandleAt(openTime).Contains(quote.Slot))
        {
            throw new ArgumentException($"The quote of {quote.Slot:O} is outside the {interval} candle of {openTime:O}.", nameof(quote));
        }

        _first = _first is null || quote.Slot < _first.Slot ? quote : _first;
        _last = _last is null || quote.Slot > _last.Slot ? quote : _last;
        _high = _count == 0 ? quote.Price : Math.Max(_high, quote.Price);
        _low = _count == 0 ? quote.Price : Math.Min(_low, quote.Price);
        _sources.Add(quote.Source);
        _count++;
    }

    /// <summary>The candle of what was added; null where nothing was.</summary>
    public Candle? ToCandle() => _first is null || _last is null ? null : new Candle
    {
        Symbol = symbol,
        Interval = interval,
        OpenTime = openTime,
        Open = _first.Price,
        High = _high,
        Low = _low,
        Close = _last.Price,
        N = _count,
        Rank = CandleRank.Own,
        Source = string.Join('+', _sources),
    };
}
