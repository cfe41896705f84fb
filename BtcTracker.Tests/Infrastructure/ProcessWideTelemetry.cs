namespace BtcTracker.Tests.Infrastructure;

/// <summary>
/// For tests of telemetry in this process: OpenTelemetry listens to the whole process, so other tests beside them would be
/// heard too, and hold up what they send. They run separately.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessWideTelemetry
{
    /// <summary>The collection's name.</summary>
    public const string Name = "Process-wide telemetry";
}
