using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources.Coinbase;

/// <summary>Coinbase Exchange's public market data.</summary>
public sealed class CoinbaseSource(HttpClient client, MarketMode mode, TimeProvider clock) : IQuoteSource, ICandleSource
{
    /// <inheritdoc cref="IQuoteSource.Name" />
    public string Name { get; } = SourceNames.In(mode, SourceNames.Coinbase);

    /// <inheritdoc />
    public int MostCandles => 300;

    /// <inheritdoc />
    /// <remarks>The day on which BTC-USD was listed; of a simulated market the first day of which a price is on public record.</remarks>
    public DateTimeOffset Beginning { get; } =
        mode == MarketMode.Live ? new(2015, 7, 20, 0, 0, 0, TimeSpan.Zero) : new(2010, 7, 17, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc />
    public bool IsContinuous { get; } = mode == MarketMode.Live;

    /// <inheritdoc />
    public async Task<Reading> ReadQuoteAsync(Symbol symbol, DateTimeOffset slot, CancellationToken cancellationToken)
    {
        var answer = await AskAsync($"products/{symbol}/ticker", cancellationToken);
        return Reading.Of(CoinbaseParser.ToQuote(answer, symbol, slot, Name), answer.Body);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Candle>> ReadCandlesAsync(
        Symbol symbol,
        Interval interval,
        TimeRange range,
        CancellationToken cancellationToken
    )
    {
        // Coinbase takes both ends as included, so the last candle's open time is the end; and it may begin before the start.
        var last = range.To - interval.Length;
        var answer = await AskAsync(
            $"products/{symbol}/candles?granularity={interval.Length.TotalSeconds:F0}&start={range.From.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}&end={last.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}",
            cancellationToken
        );
        return
        [
            .. CoinbaseParser
                .ToCandles(answer, symbol, interval, Name)
                .Where(candle => range.Contains(candle.OpenTime) && answer.IsAfter(candle)),
        ];
    }

    private async Task<SourceAnswer> AskAsync(FormattableString path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, FormattableString.Invariant(path));
        return await SourceAnswer.ReadAsync(client, request, clock, cancellationToken);
    }
}
