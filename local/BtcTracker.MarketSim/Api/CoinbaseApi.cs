using System.Globalization;
using System.Text.Json.Serialization;
using BtcTracker.Market;
using BtcTracker.MarketSim.Markets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BtcTracker.MarketSim.Api;

/// <summary>Coinbase Exchange's public market data, with its limits.</summary>
public static class CoinbaseApi
{
    private const int MostCandles = 300;

    /// <summary>Maps the routes.</summary>
    public static IEndpointRouteBuilder MapCoinbase(this IEndpointRouteBuilder routes)
    {
        var product = routes.MapGroup("/products/{product}").AddEndpointFilter(RequireUserAgentAsync);
        product.MapGet("/ticker", Ticker);
        product.MapGet("/candles", Candles);
        return routes;
    }

    private static async ValueTask<object?> RequireUserAgentAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        string.IsNullOrEmpty(context.HttpContext.Request.Headers.UserAgent)
            ? BadRequest("User-Agent header is required.")
            : await next(context);

    /// <summary>The last trade: numbers are strings, as Coinbase writes them.</summary>
    private static Results<Ok<TickerBody>, NotFound<Message>> Ticker(string product, ISimulatedMarket market, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        if (product != Symbol.BtcUsd.ToString() || market.ReadAt(now) is not { } reading)
        {
            return NotFound();
        }

        return TypedResults.Ok(
            new TickerBody(
                reading.LastUpdated.ToUnixTimeSeconds(),
                reading.Price.ToString(CultureInfo.InvariantCulture),
                reading.LastUpdated.UtcDateTime
            )
        );
    }

    /// <summary>Rows of <c>[time, low, high, open, close, volume]</c>, latest first; at most 300, otherwise an error.</summary>
    private static Results<Ok<decimal[][]>, BadRequest<Message>, NotFound<Message>> Candles(
        string product,
        int? granularity,
        string? start,
        string? end,
        ISimulatedMarket market,
        TimeProvider clock
    )
    {
        if (product != Symbol.BtcUsd.ToString())
        {
            return NotFound();
        }

        if (Interval.Stored.FirstOrDefault(known => known.Length.TotalSeconds == (granularity ?? 60)) is not { } interval)
        {
            return BadRequest("Unsupported granularity");
        }

        var now = clock.GetUtcNow();
        if (
            !TryReadTime(end, now, out var to)
            || !TryReadTime(start, to - ((MostCandles - 1) * interval.Length), out var from)
            || from > to
        )
        {
            return BadRequest("Invalid start or end");
        }

        // Both ends are included, and a start inside a candle includes that candle.
        var range = new TimeRange(interval.OpenTimeOf(from), interval.OpenTimeOf(to) + interval.Length);
        return range.Length > MostCandles * interval.Length
            ? BadRequest("granularity too small for the requested time range. Count of aggregations requested exceeds 300")
            : TypedResults.Ok(market.Candles(interval, range, now).Reverse().Select(ToRow).ToArray());
    }

    private static decimal[] ToRow(Candle candle) =>
        [candle.OpenTime.ToUnixTimeSeconds(), candle.Low, candle.High, candle.Open, candle.Close, candle.Volume ?? 0];

    private static bool TryReadTime(string? text, DateTimeOffset otherwise, out DateTimeOffset time)
    {
        time = otherwise;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 32_503_680_000)
        {
            time = DateTimeOffset.FromUnixTimeSeconds(seconds);
            return true;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
    }

    private static BadRequest<Message> BadRequest(string message) => TypedResults.BadRequest(new Message(message));

    private static NotFound<Message> NotFound() => TypedResults.NotFound(new Message("NotFound"));

    private sealed record TickerBody([property: JsonPropertyName("trade_id")] long TradeId, string Price, DateTime Time);

    private sealed record Message([property: JsonPropertyName("message")] string Text);
}
