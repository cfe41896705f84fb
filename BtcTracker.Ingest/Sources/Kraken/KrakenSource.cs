using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources.Kraken;

/// <summary>Kraken's public market data; of each interval it has the newest 720 candles alone.</summary>
public sealed class KrakenSource(HttpClient client, MarketMode mode, TimeProvider clock) : IQuoteSource, ICandleSource
{
    // Kraken writes bitcoin as XBT, and answers under a third name.
    private const string Pair = "XBTUSD";

    // Kraken takes about one call a second from an address.
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private DateTimeOffset _nextCandles;

    /// <inheritdoc cref="IQuoteSource.Name" />
    public string Name { get; } = SourceNames.In(mode, SourceNames.Kraken);

    /// <inheritdoc />
    public int MostCandles => 720;

    /// <inheritdoc />
    /// <remarks>The month after its first trades in US dollars.</remarks>
    public DateTimeOffset Beginning { get; } = new(2013, 11, 1, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc />
    public bool IsContinuous => true;

    /// <inheritdoc />
    /// <remarks>Of the newest 720 rows the last is unfinished; one more is left for a candle that begins while Kraken is asked.</remarks>
    public bool Reaches(Interval interval, DateTimeOffset instant) =>
        instant >= interval.OpenTimeOf(clock.GetUtcNow()) - ((MostCandles - 2) * interval.Length);

    /// <inheritdoc />
    public async Task<Reading> ReadQuoteAsync(Symbol symbol, DateTimeOffset slot, CancellationToken cancellationToken)
    {
        var answer = await AskAsync($"0/public/Ticker?pair={Pair}", cancellationToken);
        return Reading.Of(KrakenParser.ToQuote(answer, symbol, slot, Name), answer.Body);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Candle>> ReadCandlesAsync(
        Symbol symbol,
        Interval interval,
        TimeRange range,
        CancellationToken cancellationToken
    )
    {
        await PaceAsync(cancellationToken);

        // Rows after the given second; where that is older than what Kraken has, the newest 720.
        var since = range.From.ToUnixTimeSeconds() - 1;
        var answer = await AskAsync(
            $"0/public/OHLC?pair={Pair}&interval={interval.Length.TotalMinutes:F0}&since={since}",
            cancellationToken
        );
        return [.. KrakenParser.ToCandles(answer, symbol, interval, Name).Where(candle => range.Contains(candle.OpenTime))];
    }

    // Candles are asked for by one caller at a time.
    private async Task PaceAsync(CancellationToken cancellationToken)
    {
        if (_nextCandles - clock.GetUtcNow() is var wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait < Pace ? wait : Pace, clock, cancellationToken);
        }

        _nextCandles = clock.GetUtcNow() + Pace;
    }

    private async Task<SourceAnswer> AskAsync(FormattableString path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, FormattableString.Invariant(path));
        return await SourceAnswer.ReadAsync(client, request, clock, cancellationToken);
    }
}
