using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources.Bitstamp;

/// <summary>Bitstamp's public market data: the longest history in US dollars.</summary>
public sealed class BitstampSource(HttpClient client, MarketMode mode, TimeProvider clock) : ICandleSource
{
    /// <inheritdoc />
    public string Name { get; } = SourceNames.In(mode, SourceNames.Bitstamp);

    /// <inheritdoc />
    public int MostCandles => 1000;

    /// <inheritdoc />
    /// <remarks>The day of its first trade.</remarks>
    public DateTimeOffset Beginning { get; } = new(2011, 8, 18, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc />
    public bool IsContinuous => true;

    /// <inheritdoc />
    public async Task<IReadOnlyList<Candle>> ReadCandlesAsync(
        Symbol symbol,
        Interval interval,
        TimeRange range,
        CancellationToken cancellationToken
    )
    {
        var (step, count) = ((long)interval.Length.TotalSeconds, (long)(range.Length / interval.Length));
        var pair = $"{symbol.Base}{symbol.Quote}".ToLowerInvariant();
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            FormattableString.Invariant($"api/v2/ohlc/{pair}/?step={step}&limit={count}&start={range.From.ToUnixTimeSeconds()}")
        );
        var response = await SourceResponse.ReadAsync(client, request, clock, cancellationToken);
        return
        [
            .. BitstampParser
                .ToCandles(response, symbol, interval, Name)
                .Where(candle => range.Contains(candle.OpenTime) && response.IsAfter(candle)),
        ];
    }
}
