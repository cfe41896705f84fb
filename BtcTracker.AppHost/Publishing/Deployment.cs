using Microsoft.Extensions.Logging;

namespace BtcTracker.AppHost.Publishing;

/// <summary>Deploys the checked-out commit like the pipelines: pushes its images, then runs <c>deploy/deploy.sh</c>.</summary>
internal sealed class Deployment(string root, ILogger logger)
{
    private readonly ScriptRunner _runner = new(root, logger);

    /// <summary>Deploys the templates of a folder.</summary>
    /// <returns>The page's address.</returns>
    /// <exception cref="DistributedApplicationException">The working tree has changes, or a script failed.</exception>
    public async Task<string> RunAsync(string templates, CancellationToken cancellationToken)
    {
        // An image's tag is its commit, and a tag that exists is not built again.
        if ((await _runner.RunAsync("git", "git", ["status", "--porcelain"], cancellationToken)).Count > 0)
        {
            throw new DistributedApplicationException("Cannot deploy: commit or stash your changes. Images are tagged with their commit.");
        }

        var commit = (await _runner.RunAsync("git", "git", ["rev-parse", "HEAD"], cancellationToken))[0];
        var images = await ScriptAsync("push-images.sh", [commit], cancellationToken);
        string[] digests = [Value(images, "WEB_IMAGE_DIGEST"), Value(images, "INGEST_IMAGE_DIGEST")];
        var deployed = await ScriptAsync("deploy.sh", [.. digests, Path.GetFullPath(templates)], cancellationToken);
        return Value(deployed, "URL");
    }

    private Task<IReadOnlyList<string>> ScriptAsync(string name, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        _runner.RunAsync(name, "bash", [Path.Combine(root, "deploy", name), .. arguments], cancellationToken);

    // WEB_IMAGE_DIGEST=sha256:…
    private static string Value(IReadOnlyList<string> lines, string name) =>
        lines.Single(line => line.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..];
}
