using System.Globalization;
using BtcTracker.Market;
using Microsoft.Extensions.Configuration;

namespace BtcTracker.AppHost;

/// <summary><c>Ingest:DrainTime</c>, checked before anything is started.</summary>
internal static class IngestDrainTime
{
    private const string Setting = "Ingest:DrainTime";

    // Short, because the user waits for the end of a run.
    private static readonly TimeSpan OnThisMachine = TimeSpan.FromSeconds(3);

    // The deployment allows a task 120 seconds, part of which the shutdown itself needs.
    private static readonly TimeSpan Published = TimeSpan.FromSeconds(100);

    /// <summary>Passes to ingest how long its shutdown waits for the store, in the format <c>00:01:40</c>.</summary>
    /// <exception cref="SettingException">It cannot be parsed, or is too long.</exception>
    public static IResourceBuilder<ProjectResource> WithDrainTime(
        this IResourceBuilder<ProjectResource> ingest,
        IConfiguration configuration
    )
    {
        try
        {
            var time =
                configuration[Setting] is { Length: > 0 } configured ? DrainPeriod.Parse(configured)
                : ingest.ApplicationBuilder.ExecutionContext.IsPublishMode ? Published
                : OnThisMachine;
            return ingest.WithEnvironment("Ingest__DrainTime", time.ToString("c", CultureInfo.InvariantCulture));
        }
        catch (FormatException error)
        {
            throw new SettingException(error.Message, error);
        }
    }
}
