using Amazon.CDK;
using Amazon.CDK.AWS.ECS;
using Amazon.CDK.AWS.Logs;
using Constructs;

namespace BtcTracker.Deploy.App;

/// <summary>How every container is confined: not root, nothing to write to, no capability of the kernel, and time to drain.</summary>
internal static class ConfinedContainer
{
    /// <summary>The user of .NET's images, which is not root.</summary>
    public const string User = "1654";

    // Longer than the host's own limit of 90 seconds, and the longest that Fargate allows.
    private static readonly Duration StopTimeout = Duration.Seconds(120);

    public static ContainerDefinitionOptions Options(Construct scope, string name, string image, ILogGroup logs)
    {
        var linux = new LinuxParameters(scope, $"Linux-{name}");
        linux.DropCapabilities(Capability.ALL);
        return new ContainerDefinitionOptions
        {
            Image = ContainerImage.FromRegistry(image),
            User = User,
            ReadonlyRootFilesystem = true,
            LinuxParameters = linux,
            StopTimeout = StopTimeout,
            Logging = LogDrivers.AwsLogs(
                new AwsLogDriverProps
                {
                    LogGroup = logs,
                    StreamPrefix = name,
                    Mode = AwsLogDriverMode.NON_BLOCKING,
                }
            ),
        };
    }
}
