using BtcTracker.Market;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Components;

/// <summary>The state of the page's prices.</summary>
/// <param name="Kind">The state, as the style sheet and the script name it.</param>
/// <param name="Text">The sentence for the reader; empty while all is well.</param>
public sealed record PageState(string Kind, string Text)
{
    /// <summary>The kind of a page on which all is well.</summary>
    public const string Normal = "normal";

    /// <summary>The state of a snapshot at an instant.</summary>
    public static PageState Of(MarketSnapshot snapshot, DateTimeOffset now) =>
        snapshot switch
        {
            { Latest: null, StoreDownSince: not null } => new("error", Texts.StateStoreSilent),
            { Latest: null, NextQuoteAt: { } next } => new("empty", Texts.StateFirstReadingAt.With(Times.Second(next))),
            { Latest: null } => new("empty", Texts.StateNoReading),
            { StoreDownSince: { } since } => new("error", Texts.StateStoreDown.With(Times.Second(since), Times.Age(now - snapshot.ReadAt))),
            _ when snapshot.IsStale(now) => new(
                "stale",
                Texts.StateStale.With(Times.Age(now - snapshot.Latest.AsOf), Times.Minute(snapshot.Latest.AsOf))
            ),
            { Latest.Confirmed: false } => new("unconfirmed", Texts.StateUnconfirmed.With(SourceNames.Of(snapshot.Latest.Source))),
            _ => new(Normal, string.Empty),
        };

    /// <summary>The state in a word, beside the price; null while all is well. The script writes the same.</summary>
    public string? Word =>
        Kind switch
        {
            "stale" or "error" => Texts.WordStale,
            "unconfirmed" => Texts.WordUnconfirmed,
            _ => null,
        };

    /// <summary>What the page's title begins with, for those who see no more of it; the script writes the same.</summary>
    public string TitleMark => Word is { } word ? $"▲ {word.ToLowerInvariant()} · " : string.Empty;

    /// <summary>
    /// The mode that a page is labelled with. The latest price's own takes precedence, because the script uses that of the next ones.
    /// </summary>
    public static MarketMode ModeOf(MarketSnapshot snapshot, MarketOptions market) =>
        snapshot.Latest is { } latest ? SourceNames.ModeOf(latest.Source) : snapshot.Schedule?.Mode ?? market.ParsedMode;

    /// <summary>The label of the normal state: where the prices come from.</summary>
    public static string WordOf(MarketMode mode) =>
        mode switch
        {
            MarketMode.Demo => Texts.WordDemo,
            MarketMode.Replay => Texts.WordReplay,
            _ => Texts.WordLive,
        };

    /// <summary>What the bar of a mode says; null when live.</summary>
    public static (string Name, string Text)? ModeBar(MarketMode mode) =>
        mode switch
        {
            MarketMode.Demo => ("DEMO", Texts.BarDemo),
            MarketMode.Replay => (Texts.BarReplayName, Texts.BarReplay),
            _ => null,
        };
}
