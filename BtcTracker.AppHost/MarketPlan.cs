using System.Globalization;
using BtcTracker.Market;

namespace BtcTracker.AppHost;

/// <summary>Which market this run reads, and where it stores the data. Modes never share a table or a folder.</summary>
/// <param name="Mode">Where the prices come from.</param>
/// <param name="Reason">Why, for display: <c>because …</c> or <c>as configured</c>.</param>
/// <param name="Table">The store's table.</param>
internal sealed record MarketPlan(MarketMode Mode, string Reason, string Table)
{
    /// <summary>The real market's table.</summary>
    public const string LiveTable = "btctracker";

    /// <summary>
    /// The version of the demo walk, incremented when a seed produces other prices; a table holds the prices of one version.
    /// </summary>
    public const int DemoVersion = 2;

    /// <summary>The demo walk's seed.</summary>
    public long Seed { get; init; }

    /// <summary>The replayed file; null in the other modes.</summary>
    public ReplayPlan? Replay { get; init; }

    /// <summary>How to read the real market instead; null if the mode is configured or live.</summary>
    public string? Advice { get; init; }

    /// <summary>Whether the prices come from the simulated market on this machine.</summary>
    public bool IsSimulated => Mode is not MarketMode.Live;

    /// <summary>The mode's name in the configuration: <c>live</c>, <c>demo</c>, <c>replay</c>.</summary>
    public string ModeName => NameOf(Mode);

    /// <summary>The real market.</summary>
    public static MarketPlan Live(string reason) => new(MarketMode.Live, reason, LiveTable);

    /// <summary>The demo walk.</summary>
    public static MarketPlan Demo(string reason, long seed)
    {
        var table = string.Create(CultureInfo.InvariantCulture, $"{LiveTable}-demo-v{DemoVersion}-{seed}");
        return new(MarketMode.Demo, reason, table) { Seed = seed };
    }

    /// <summary>A replayed file.</summary>
    public static MarketPlan Replayed(string reason, ReplayPlan replay) =>
        new(MarketMode.Replay, reason, $"{LiveTable}-replay-{replay.Name}-{replay.ShiftDays}") { Replay = replay };

    /// <summary>A mode's name in the configuration.</summary>
    public static string NameOf(MarketMode mode) =>
        mode switch
        {
            MarketMode.Live => "live",
            MarketMode.Demo => "demo",
            _ => "replay",
        };
}
