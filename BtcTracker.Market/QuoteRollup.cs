namespace BtcTracker.Market;

/// <summary>
/// Aggregates the quotes of one interval, in any order, into a candle in constant memory. Outdated quotes are skipped, and unconfirmed ones
/// too if there is a confirmed one, because a wrong first price would become the all-time high. A candle of unconfirmed quotes only is
/// doubtful. Its spread is the largest, also of unconfirmed quotes: it is of the vendors, not of the price.
/// </summary>
internal sealed class QuoteRollup(Symbol symbol, Interval interval, DateTimeOffset openTime)
{
    private readonly Gathered _confirmed = new();
    private readonly Gathered _unconfirmed = new();
    private decimal? _spread;

    /// <exception cref="ArgumentException">The quote lies outside the candle.</exception>
    public void Add(Quote quote)
    {
        if (!interval.CandleAt(openTime).Contains(quote.Slot))
        {
            throw new ArgumentException($"The quote of {quote.Slot:O} is outside the {interval} candle of {openTime:O}.", nameof(quote));
        }

        if (!quote.Outdated)
        {
            (quote.Confirmed ? _confirmed : _unconfirmed).Add(quote);
            _spread = _spread > quote.Spread ? _spread : quote.Spread ?? _spread;
        }
    }

    /// <summary>The candle of the quotes added so far; null if none of them enters a candle.</summary>
    /// <remarks>
    /// The sample count includes skipped unconfirmed quotes, because a candle with fewer samples does not replace one with more.
    /// </remarks>
    public Candle? ToCandle()
    {
        var candle = _confirmed.ToCandle(symbol, interval, openTime) ?? _unconfirmed.ToCandle(symbol, interval, openTime);
        return candle is null
            ? null
            : candle with
            {
                N = _confirmed.Count + _unconfirmed.Count,
                Doubtful = _confirmed.Count == 0,
                Spread = _spread,
            };
    }

    private sealed class Gathered
    {
        private readonly SortedSet<string> _sources = new(StringComparer.Ordinal);
        private Quote? _first;
        private Quote? _last;
        private decimal _high;
        private decimal _low;

        public int Count { get; private set; }

        public void Add(Quote quote)
        {
            _first = _first is null || quote.Slot < _first.Slot ? quote : _first;
            _last = _last is null || quote.Slot > _last.Slot ? quote : _last;
            _high = Count == 0 ? quote.Price : Math.Max(_high, quote.Price);
            _low = Count == 0 ? quote.Price : Math.Min(_low, quote.Price);
            _sources.Add(quote.Source);
            Count++;
        }

        public Candle? ToCandle(Symbol symbol, Interval interval, DateTimeOffset openTime) =>
            _first is null || _last is null
                ? null
                : new Candle
                {
                    Symbol = symbol,
                    Interval = interval,
                    OpenTime = openTime,
                    Open = _first.Price,
                    High = _high,
                    Low = _low,
                    Close = _last.Price,
                    N = Count,
                    Rank = CandleRank.Own,
                    Source = string.Join('+', _sources),
                };
    }
}
