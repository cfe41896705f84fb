using BtcTracker.Market;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Components;

/// <summary>What the page has to say besides the prices: nothing while all is well.</summary>
/// <param name="Kind">The state, as the style sheet and the script name it.</param>
/// <param name="Text">The sentence for the reader; empty while all is well.</param>
public sealed record PageState(string Kind, string Text)
{
    /// <summary>The kind of a page on which all is well.</summary>
    public const string Normal = "normal";

    /// <summary>Judges a snapshot at an instant.</summary>
    public static PageState Of(MarketSnapshot snapshot, DateTimeOffset now) => snapshot switch
    {
        { Latest: null, StoreDownSince: not null } => new("error", "The price store does not answer, and nothing was read from it yet. This page tries again by itself; reload it in a moment."),
        { Latest: null, NextQuoteAt: { } next } => new("empty", $"No data yet, first reading expected at {Times.Second(next)}."),
        { Latest: null } => new("empty", "No data yet. The first reading is expected as soon as the ingest service has started."),
        { StoreDownSince: { } since } => new("error", $"The price store has not answered since {Times.Second(since)}. What you see was read {Times.Age(now - snapshot.ReadAt)} ago."),
        _ when snapshot.IsStale(now) => new("stale", $"The newest price is {Times.Age(now - snapshot.Latest.AsOf)} old; no newer one has come since {Times.Minute(snapshot.Latest.AsOf)}."),
        { Latest.Confirmed: false } => new("unconfirmed", $"Only {SourceNames.Of(snapshot.Latest.Source)} answers: no second source confirms this price yet."),
        _ => new(Normal, string.Empty),
    };

    /// <summary>The state in a word, beside the price; null while all is well. The script writes the same.</summary>
    public string? Word => Kind switch
    {
        "stale" or "error" => "Stale",
        "unconfirmed" => "Unconfirmed",
        _ => null,
    };

    /// <summary>What the page's title begins with, for those who see no more of it; the script writes the same.</summary>
    public string TitleMark => Kind switch
    {
        "stale" or "error" => "▲ stale · ",
        "unconfirmed" => "▲ unconfirmed · ",
        _ => string.Empty,
    };

    /// <summary>The mode that a page is labelled with. The newest price's own comes first, because the script judges the next ones by theirs.</summary>
    public static MarketMode ModeOf(MarketSnapshot snapshot, MarketOptions market) =>
        snapshot.Latest is { } latest ? SourceNames.ModeOf(latest.Source) : snapshot.Schedule?.Mode ?? market.ParsedMode;

    /// <summary>What the bar of a mode says; null when live.</summary>
    public static (string Name, string Text)? ModeBar(MarketMode mode) => mode switch
    {
        MarketMode.Demo => ("DEMO", "Simulated prices, made up by this program. They are not the market's."),
        MarketMode.Replay => ("REPLAY", "Real prices of the past, moved to today. They are not the market's now."),
        _ => null,
    };
}
