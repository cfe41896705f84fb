using Microsoft.Extensions.Configuration;

namespace BtcTracker.AppHost;

/// <summary><c>Ingest:Rates</c>, checked before anything is started.</summary>
internal static class IngestRates
{
    private const string Setting = "Ingest:Rates";

    /// <summary>Passes to ingest whether to read currency rates, if configured.</summary>
    /// <exception cref="SettingException">It is neither true nor false.</exception>
    public static IResourceBuilder<ProjectResource> WithRates(
        this IResourceBuilder<ProjectResource> ingest,
        IConfiguration configuration
    ) =>
        configuration[Setting] is not { Length: > 0 } rates ? ingest
        : bool.TryParse(rates, out _) ? ingest.WithEnvironment("Ingest__Rates", rates)
        : throw new SettingException($"{Setting} '{rates}' is not valid. Use true or false.");
}
