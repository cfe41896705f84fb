using System.Globalization;
using BtcTracker.Market;
using Microsoft.Extensions.Configuration;

namespace BtcTracker.AppHost;

/// <summary><c>Ingest:Tick</c>, checked before anything is started.</summary>
internal static class IngestTick
{
    private const string Setting = "Ingest:Tick";

    /// <summary>
    /// Passes to ingest the time between live ticks in the format <c>00:00:10</c>, if configured.
    /// </summary>
    /// <exception cref="SettingException">It cannot be parsed, or is too short or too long.</exception>
    public static IResourceBuilder<ProjectResource> WithTick(
        this IResourceBuilder<ProjectResource> ingest,
        IConfiguration configuration,
        MarketMode mode,
        string interval
    )
    {
        if (configuration[Setting] is not { Length: > 0 } tick)
        {
            return ingest;
        }

        try
        {
            var period = TickPeriod.Parse(tick, mode, TimeSpan.Parse(interval, CultureInfo.InvariantCulture));
            return ingest.WithEnvironment("Ingest__Tick", period.ToString("c", CultureInfo.InvariantCulture));
        }
        catch (FormatException error)
        {
            throw new SettingException(error.Message, error);
        }
    }
}
