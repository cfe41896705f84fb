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
    /// <remarks>The day on which BTC-USD was listed; for a simulated market the first day with a publicly recorded price.</remarks>
    public DateTimeOffset Beginning { get; } =
        mode == MarketMode.Live ? new(2015, 7, 20, 0, 0, 0, TimeSpan.Zero) : new(2010, 7, 17, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc />
    public bool IsContinuous { get; } = mode == MarketMode.Live;

    /// <inheritdoc />
    public async Task<Reading> ReadQuoteAsync(Symbol symbol, DateTimeOffset slot, CancellationToken cancellationToken)
    {
        var response = await AskAsync($"products/{symbol}/ticker", cancellationToken);
        return Reading.Of(CoinbaseParser.ToQuote(response, symbol, slot, Name), response.Body);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Candle>> ReadCandlesAsync(
        Symbol symbol,
        Interval interval,
        TimeRange range,
        CancellationToken cancellationToken
    )
    {
        // Coinbase includes both ends, so the end is the last candle's open time; and it may return candles before the start.
        var (first, last, seconds) = (range.From.UtcDateTime, (range.To - interval.Length).UtcDateTime, interval.Length.TotalSeconds);
        var response = await AskAsync(
            $"products/{symbol}/candles?granularity={seconds:F0}&start={first:yyyy-MM-ddTHH:mm:ssZ}&end={last:yyyy-MM-ddTHH:mm:ssZ}",
            cancellationToken
        );
        return
        [
            .. CoinbaseParser
                .ToCandles(response, symbol, interval, Name)
                .Where(candle => range.Contains(candle.OpenTime) && response.IsAfter(candle)),
        ];
    }

    private async Task<SourceResponse> AskAsync(FormattableString path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, FormattableString.Invariant(path));
        return await SourceResponse.ReadAsync(client, request, clock, cancellationToken);
    }
}
