using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace BtcTracker.LocalHosting.Run;

/// <summary>What the runners of one application share.</summary>
internal sealed record RunContext
{
    /// <summary>The resources' states.</summary>
    public required ResourceNotificationService Notifications { get; init; }

    /// <summary>Where the processes' lines go.</summary>
    public required ConsoleOutput Output { get; init; }

    /// <summary>Asks the health checks.</summary>
    public required HealthMonitor Health { get; init; }

    /// <summary>The time.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Whether the AppHost runs in Development, so that telemetry is exported every second.</summary>
    public required bool IsDevelopment { get; init; }

    /// <summary>Called with each runner whenever it has started its process.</summary>
    public required Action<ResourceRunner> ReportStart { get; init; }

    /// <summary>Called when a resource has failed for good.</summary>
    public required Action<DistributedApplicationException> ReportFailure { get; init; }

    /// <summary>Cancelled once the application stops: nothing is started any more.</summary>
    public required CancellationToken NoMoreStarts { get; init; }
}
