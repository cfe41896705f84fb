using System.ComponentModel;
using BtcTracker.Market;
using BtcTracker.Web.Contracts;
using BtcTracker.Web.Conversion;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.History;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace BtcTracker.Web.Mcp;

/// <summary>The latest price, from memory.</summary>
[McpServerToolType]
internal sealed class PriceTools(CurrentSnapshot current, CurrentTick ticks, TimeProvider clock)
{
    [McpServerTool(
        Name = "get_price",
        Title = "Bitcoin's price now",
        ReadOnly = true,
        Idempotent = true,
        Destructive = false,
        OpenWorld = false
    )]
    [Description(
        "The latest known price of one bitcoin in US dollars, with its source, the source's own time (asOf, UTC), its age in seconds, "
            + "and its changes in percent over 1D, 7D, 1M, 3M, 1Y, 5Y and ALL. isStale: it is older than it should be. isConfirmed: "
            + "another source or "
            + "an earlier price agrees. mode is live, demo (simulated prices, not the market's) or replay (prices of the past); warn the "
            + "user where it is not live."
    )]
    public CallToolResult GetPrice()
    {
        var (snapshot, now) = (current.Value, clock.GetUtcNow());
        ticks.Want();
        if (snapshot.Latest is not { } latest)
        {
            return ToolAnswer.Refuse(ToolAnswer.NoPrice);
        }

        var tick = ticks.Value?.Tick;
        var quote = tick is null ? latest : latest with { Price = tick.Price, AsOf = tick.AsOf, Source = tick.Source };
        var mode = SourceNames.ModeOf(quote.Source);
        return ToolAnswer.Of(
            new PriceAnswer(
                quote.Symbol.ToString(),
                quote.Price,
                quote.AsOf.UtcDateTime,
                Math.Max(0, (long)(now - quote.AsOf).TotalSeconds),
                SourceNames.Of(quote.Source),
                mode.ToString().ToLowerInvariant(),
                NoteOf(mode),
                tick is not null,
                snapshot.IsStale(now),
                tick is not null || quote.Confirmed,
                snapshot.NextQuoteAt?.UtcDateTime,
                HistoryRange.All.ToDictionary(range => range.Code, range => snapshot.ChangeOver(range, quote))
            ),
            McpJson.Default.PriceAnswer
        );
    }

    [McpServerTool(
        Name = "get_stats",
        Title = "All-time high and low, changes and ranges",
        ReadOnly = true,
        Idempotent = true,
        Destructive = false,
        OpenWorld = false
    )]
    [Description(
        "All-time high and low of a bitcoin in US dollars with their UTC days, the drawdown from the high in percent, and for each range "
            + "from 1D to ALL "
            + "the change in percent, the highest and the lowest price. All time starts with firstDay; null means not known, as while "
            + "history is still being collected."
    )]
    public CallToolResult GetStats() =>
        current.Value is { Latest: not null } snapshot
            ? ToolAnswer.Of(StatsBody.Of(snapshot), McpJson.Default.StatsBody)
            : ToolAnswer.Refuse(ToolAnswer.NoPrice);

    [McpServerTool(
        Name = "convert",
        Title = "Convert bitcoins, satoshis and currencies",
        ReadOnly = true,
        Idempotent = true,
        Destructive = false,
        OpenWorld = false
    )]
    [Description(
        "Converts an amount between BTC, SAT (satoshis: 100,000,000 are one bitcoin), USD and other currencies with a current rate (of "
            + "EUR, GBP, MXN, "
            + "COP, ARS, BRL, JPY), by the latest price and the latest rates, which are given with their times. A code without a current "
            + "rate is refused with those there are."
    )]
    public CallToolResult Convert(
        [Description("The amount, in digits with a point before the decimals, such as 1234.5; at most 8 decimals, not negative.")]
            string amount = "1",
        [Description("The code of what the amount is in, such as BTC.")] string from = "BTC",
        [Description("The code of what it is wanted in, such as USD.")] string to = "USD"
    )
    {
        var (snapshot, now) = (current.Value, clock.GetUtcNow());
        var answer = ConversionAnswer.Of(snapshot, now, amount, from, to);
        return answer.Result is not { } result
            ? ToolAnswer.Refuse(answer.Problem ?? ToolAnswer.NoPrice)
            : ToolAnswer.Of(
                new ConvertAnswer(
                    answer.Amount!.Value,
                    answer.From.Code,
                    result,
                    answer.To.Code,
                    $"{Numbers.Given(answer.Amount.Value)} {answer.From.Code} = {answer.To.Write(result)} {answer.To.Code}",
                    snapshot.Latest?.Price,
                    snapshot.Latest?.AsOf.UtcDateTime,
                    snapshot.Latest is { } latest ? SourceNames.Of(latest.Source) : null,
                    snapshot.IsStale(now),
                    [
                        .. new[] { answer.From.Rate, answer.To.Rate }
                            .OfType<CurrentRate>()
                            .Distinct()
                            .Select(rate => new RateUsed(
                                rate.Currency,
                                rate.PerDollar,
                                SourceNames.Of(rate.Origin.Source),
                                rate.Origin.AsOf.UtcDateTime
                            )),
                    ]
                ),
                McpJson.Default.ConvertAnswer
            );
    }

    /// <summary>The warning about prices that are not the market's; null in live mode.</summary>
    internal static string? NoteOf(MarketMode mode) =>
        mode switch
        {
            MarketMode.Demo => "Simulated prices, made up by this program; they are not the market's.",
            MarketMode.Replay => "Real prices of the past, moved to today; they are not the market's now.",
            _ => null,
        };
}
