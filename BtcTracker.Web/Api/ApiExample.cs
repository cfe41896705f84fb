using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BtcTracker.Market;
using BtcTracker.Market.Files;
using BtcTracker.Web.Contracts;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.History;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Api;

/// <summary>A request to a route and its current response, shortened. It is made from the snapshot, so no store is read.</summary>
/// <param name="Address">The request's path and query.</param>
/// <param name="Answer">The response for display; null if the route returns an image, or there is no data yet.</param>
public sealed record ApiExample(string Address, string? Answer)
{
    private const int MostLines = 3;
    private const string JsonLinesEnd = ".jsonl";
    private const string CsvEnd = ".csv";

    /// <summary>Makes the example of a route.</summary>
    public static ApiExample Of(string path, MarketSnapshot snapshot, DateTimeOffset now)
    {
        var route = path.Replace(JsonLinesEnd, string.Empty, StringComparison.Ordinal)
            .Replace(CsvEnd, string.Empty, StringComparison.Ordinal);
        var yesterday = Interval.OneDay.OpenTimeOf(snapshot.ReadAt).AddDays(-1);
        var slot = snapshot.Latest?.Slot.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) ?? "0";
        var address = route switch
        {
            "/api/v1/candles" => string.Create(CultureInfo.InvariantCulture, $"{path}?interval=1d&from={yesterday.UtcDateTime:yyyy-MM-dd}"),
            "/api/v1/history" => path + HistoryRange.OneDay.Query,
            "/api/v1/quotes" => $"{path}?from={slot}",
            "/api/v1/what-if" => $"{path}?amount={WhatIfParameters.DefaultAmount}&every={BuyingRhythm.Month.Code}",
            _ => path.Replace("{slot}", slot, StringComparison.Ordinal),
        };
        return new ApiExample(address, snapshot.Latest is { } latest ? AnswerOf(path, route, snapshot, latest, now) : null);
    }

    private static string? AnswerOf(string path, string route, MarketSnapshot snapshot, Quote latest, DateTimeOffset now)
    {
        var days = new TimeRange(
            Interval.OneDay.OpenTimeOf(snapshot.ReadAt).AddDays(-1),
            Interval.OneDay.OpenTimeOf(snapshot.ReadAt).AddDays(1)
        );
        IReadOnlyList<Candle> candles =
            route == "/api/v1/history" ? snapshot.For(HistoryRange.OneDay).Candles : snapshot.History.Read(Interval.OneDay, days);
        if (!path.Equals(route, StringComparison.Ordinal))
        {
            var format = path.EndsWith(CsvEnd, StringComparison.Ordinal) ? PriceFileFormat.Csv : PriceFileFormat.JsonLines;
            return route.Contains("/quotes", StringComparison.Ordinal)
                ? Lines(format, lines => lines.Write([latest]))
                : Lines(format, lines => lines.Write(candles.Take(MostLines)));
        }

        return route switch
        {
            "/api/v1/quotes/latest" => Json(QuoteBody.Of(latest, snapshot), WebJson.Default.QuoteBody),
            "/api/v1/quotes" => Json(
                new QuoteSeries(new TimeRange(latest.Slot, snapshot.ReadAt.AddSeconds(1)), [latest], null),
                WebJson.Default.QuoteSeries
            ),
            "/api/v1/quotes/{slot}" => Json(
                new StoredQuoteBody(latest, null, isWithheld: false),
                WebJson.Default.StoredQuoteBody,
                cut: "body"
            ),
            "/api/v1/candles" => Json(CandleSeries.Of(Interval.OneDay, days, candles, null), WebJson.Default.CandleSeries),
            "/api/v1/history" => Json(CandleSeries.Of(snapshot.For(HistoryRange.OneDay)), WebJson.Default.CandleSeries),
            "/api/v1/ticker" => Json(TickerBody.Of(latest, snapshot), WebJson.Default.TickerBody),
            "/api/v1/stats" => Json(StatsBody.Of(snapshot), WebJson.Default.StatsBody),
            "/api/v1/figures" => Json(FiguresBody.Of(snapshot), WebJson.Default.FiguresBody),
            "/api/v1/rates" => Json(RatesEndpoint.BodyOf(snapshot.Rates, now), WebJson.Default.RatesBody),
            "/api/v1/what-if" => WhatIfAnswer.Of(snapshot, now, new WhatIfParameters()).ToBody(snapshot, now) is { } body
                ? Json(body, WebJson.Default.WhatIfBody)
                : null,
            "/api/v1/stream" => Event(QuoteBody.Of(latest, snapshot)),
            _ => null,
        };
    }

    private static string Json<T>(T body, JsonTypeInfo<T> typeInfo, string? cut = null) =>
        JsonPreview.Of(JsonSerializer.SerializeToElement(body, typeInfo), cut);

    private static string Lines(PriceFileFormat format, Action<PriceFileWriter> write)
    {
        using var lines = new StringWriter();
        write(new PriceFileWriter(lines, format));
        return string.Join(
            '\n',
            lines.ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(MostLines)
        );
    }

    /// <summary>A quote's event; its data is one line, of which the beginning is shown.</summary>
    private static string Event(QuoteBody quote)
    {
        const int Shown = 120;
        var text = System.Text.Encoding.UTF8.GetString(QuoteFrame.Of(quote).Bytes.Span).TrimEnd();
        var data = text.IndexOf("data: ", StringComparison.Ordinal);
        return text.Length > data + Shown ? text[..(data + Shown)] + "…" : text;
    }
}
