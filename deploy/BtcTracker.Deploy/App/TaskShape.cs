using Amazon.CDK.AWS.ECS;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;

namespace BtcTracker.Deploy.App;

/// <summary>What is specific to a service's tasks.</summary>
internal sealed record TaskShape
{
    /// <summary>The image's address with its digest.</summary>
    public required string Image { get; init; }

    /// <summary>What the process itself may do on AWS.</summary>
    public required Role Role { get; init; }

    /// <summary>The log group.</summary>
    public required ILogGroup Logs { get; init; }

    /// <summary>1,024 are one processor.</summary>
    public required int Cpu { get; init; }

    /// <summary>The memory of the whole task.</summary>
    public required int MemoryMiB { get; init; }

    /// <summary>The arguments of the image's program; null for none.</summary>
    public string[]? Command { get; init; }

    /// <summary>ECS's health check of the container; null if the load balancer checks it.</summary>
    public IHealthCheck? HealthCheck { get; init; }
}
