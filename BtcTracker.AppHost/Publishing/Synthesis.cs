using Microsoft.Extensions.Logging;

namespace BtcTracker.AppHost.Publishing;

/// <summary>Synthesizes the CloudFormation templates from the published manifest and <c>deploy/production.rsp</c>.</summary>
internal sealed class Synthesis(string root, ILogger logger)
{
    /// <summary>Writes them next to the manifest.</summary>
    /// <exception cref="DistributedApplicationException">The synthesis failed.</exception>
    public Task RunAsync(string folder, CancellationToken cancellationToken) =>
        new ScriptRunner(root, logger).RunAsync(
            Publication.SynthStep,
            "dotnet",
            [
                "run",
                "--project",
                Path.Combine(root, "deploy", "BtcTracker.Deploy"),
                "--",
                "synth",
                $"@{Path.Combine(root, "deploy", "production.rsp")}",
                "--manifest",
                Path.GetFullPath(Path.Combine(folder, "aspire-manifest.json")),
                "--output",
                Path.GetFullPath(folder),
            ],
            cancellationToken
        );
}
