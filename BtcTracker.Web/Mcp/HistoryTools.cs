using System.ComponentModel;
using BtcTracker.Market;
using BtcTracker.Web.Api;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.History;
using BtcTracker.Web.Snapshots;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace BtcTracker.Web.Mcp;

/// <summary>The price's past, from the candles in memory: no call reads the store.</summary>
[McpServerToolType]
internal sealed class HistoryTools(CurrentSnapshot current, TimeProvider clock)
{
    [McpServerTool(
        Name = "get_history",
        Title = "Bitcoin's price history",
        ReadOnly = true,
        Idempotent = true,
        Destructive = false,
        OpenWorld = false
    )]
    [Description(
        "The history of the price of a bitcoin in US dollars as candles in columns: openTime (UTC, when each candle starts), open, high, "
            + "low, close, and "
            + "volume where it is known. Give either a range back from now, or from and to. The interval is the finest one that needs at "
            + "most 1,000 rows: 5m, 1h, 4h, 1d or 1w."
    )]
    public CallToolResult GetHistory(
        [Description("How far back from now: 1D, 7D, 1M, 3M, 1Y, 5Y or ALL. Without it, and without from, 1D.")] string? range = null,
        [Description("The first instant, UTC, such as 2024-03-05 or 2024-03-05T14:30:00Z.")] string? from = null,
        [Description("The first instant after, UTC; without it up to now.")] string? to = null
    )
    {
        var (snapshot, now) = (current.Value, clock.GetUtcNow());
        if (SpanOf(snapshot, now, range, from, to, out var span) is { } problem)
        {
            return ToolAnswer.Refuse(problem);
        }

        var brief = BriefHistory.Of(snapshot.History, span);
        return ToolAnswer.Of(AnswerOf(snapshot, brief), McpJson.Default.HistoryAnswer);
    }

    [McpServerTool(
        Name = "what_if",
        Title = "What past purchases would be worth",
        ReadOnly = true,
        Idempotent = true,
        Destructive = false,
        OpenWorld = false
    )]
    [Description(
        "What bitcoins would be worth now that were bought for US dollars once, each week or each month since a day, at the stored "
            + "closes of UTC days, without "
            + "fees and taxes; lump is the same sum spent on the first day. Sums and prices are in US dollars, gainPercent in percent. "
            + "moved counts purchases "
            + "that were due on days whose close is not known and are made at the next that is."
    )]
    public CallToolResult WhatIf(
        [Description("What each purchase costs, in US dollars, in digits with a point before the decimals.")] string amount = "100",
        [Description("How often it is bought: once, week or month.")] string every = "month",
        [Description("The UTC day of the first purchase, such as 2020-01-31. Without it five years ago, or the first known day.")]
            string? since = null,
        [Description("The currency of the amount: only USD, because the stored history is in it.")] string currency = "USD"
    )
    {
        var (snapshot, now) = (current.Value, clock.GetUtcNow());
        var answer = WhatIfAnswer.Of(snapshot, now, new WhatIfParameters(amount, currency, every, since));
        return (answer.Problems is [var problem, ..] ? problem.Message : answer.Unavailable) is { } refusal ? ToolAnswer.Refuse(refusal)
            : answer.ToBody(snapshot, now) is { } body ? ToolAnswer.Of(body, McpJson.Default.WhatIfBody)
            : ToolAnswer.Refuse("The result is too large; use a smaller amount.");
    }

    private static string? SpanOf(MarketSnapshot snapshot, DateTimeOffset now, string? range, string? from, string? to, out TimeRange span)
    {
        span = default;
        if (from is null && to is null)
        {
            if (!HistoryRange.TryParse(range?.ToUpperInvariant() ?? HistoryRange.OneDay.Code, out var known))
            {
                return $"The range '{range}' is unknown; it must be one of {HistoryRange.Codes}.";
            }

            span = snapshot.For(known).Span;
            return null;
        }

        if (range is not null)
        {
            return "Give either a range, or from and to.";
        }

        if (!IsoTime.TryParse(from, out var first) || !IsoTime.TryParse(to ?? Times.Iso(now), out var end))
        {
            return $"from and to must each be {IsoTime.Formats}; to may be left out.";
        }

        span = new TimeRange(first > HistoryWindow.Genesis ? first : HistoryWindow.Genesis, end < now ? end : now);
        return span.From < span.To ? null : "from must be before to, and before now.";
    }

    private static HistoryAnswer AnswerOf(MarketSnapshot snapshot, BriefHistory brief)
    {
        const string Minute = "yyyy-MM-dd'T'HH:mm'Z'";
        var (candles, unit) = (brief.Candles, brief.Candles is [{ VolumeUnit: var first }, ..] ? first : null);
        string?[] notes =
        [
            snapshot.Latest is { } latest ? PriceTools.NoteOf(SourceNames.ModeOf(latest.Source)) : null,
            snapshot.Backfill is null ? null : "History is still being collected.",
            brief.IsCut ? $"The oldest rows are left out; the latest {BriefHistory.MostRows} are here." : null,
            candles.Count == 0 ? "Nothing is known of this time." : null,
        ];
        var note = string.Join(' ', notes.OfType<string>());
        return new HistoryAnswer(
            Symbol.BtcUsd.ToString(),
            "USD",
            brief.Interval.Code,
            brief.Span.From.UtcDateTime,
            brief.Span.To.UtcDateTime,
            note.Length > 0 ? note : null,
            [.. candles.Select(candle => SourceNames.Of(candle.Source)).Distinct()],
            [.. candles.Select(candle => Times.Format(candle.OpenTime, Minute))],
            [.. candles.Select(candle => candle.Open)],
            [.. candles.Select(candle => candle.High)],
            [.. candles.Select(candle => candle.Low)],
            [.. candles.Select(candle => candle.Close)],
            [.. candles.Select(candle => candle.VolumeUnit == unit ? candle.Volume : null)],
            unit
        );
    }
}
