using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources.Kraken;

/// <summary>Kraken's public market data; it has only the latest 720 candles of each interval.</summary>
public sealed class KrakenSource(HttpClient client, MarketMode mode, TimeProvider clock) : IQuoteSource, ICandleSource
{
    // Kraken's name for bitcoin is XBT, and its responses use a third name.
    private const string Pair = "XBTUSD";

    // Kraken allows about one call per second and address.
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
    /// <remarks>
    /// Of the latest 720 rows the last is still forming; one more is reserved for a candle that begins during the request.
    /// </remarks>
    public bool Reaches(Interval interval, DateTimeOffset instant) =>
        instant >= interval.OpenTimeOf(clock.GetUtcNow()) - ((MostCandles - 2) * interval.Length);

    /// <inheritdoc />
    public async Task<Reading> ReadQuoteAsync(Symbol symbol, DateTimeOffset slot, CancellationToken cancellationToken)
    {
        var response = await AskAsync($"0/public/Ticker?pair={Pair}", cancellationToken);
        return Reading.Of(KrakenParser.ToQuote(response, symbol, slot, Name), response.Body);
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

        // Rows after the given second; if that is before Kraken's oldest row, the latest 720.
        var since = range.From.ToUnixTimeSeconds() - 1;
        var response = await AskAsync(
            $"0/public/OHLC?pair={Pair}&interval={interval.Length.TotalMinutes:F0}&since={since}",
            cancellationToken
        );
        return [.. KrakenParser.ToCandles(response, symbol, interval, Name).Where(candle => range.Contains(candle.OpenTime))];
    }

    // Candles are requested by one caller at a time.
    private async Task PaceAsync(CancellationToken cancellationToken)
    {
        if (_nextCandles - clock.GetUtcNow() is var wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait < Pace ? wait : Pace, clock, cancellationToken);
        }

        _nextCandles = clock.GetUtcNow() + Pace;
    }

    private async Task<SourceResponse> AskAsync(FormattableString path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, FormattableString.Invariant(path));
        return await SourceResponse.ReadAsync(client, request, clock, cancellationToken);
    }
}
