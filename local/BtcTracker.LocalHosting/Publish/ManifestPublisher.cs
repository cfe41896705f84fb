using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace BtcTracker.LocalHosting.Publish;

/// <summary><c>--publisher manifest --output-path FILE</c>: describes the app model for a deployment, as Aspire 13.5 does.</summary>
internal static class ManifestPublisher
{
    private const string DefaultName = "aspire-manifest.json";
    private const string Usage = "write --publisher manifest --output-path aspire-manifest.json";

    /// <summary>Writes the manifest and says where it is.</summary>
    /// <exception cref="DistributedApplicationException">The arguments are wrong, or the file cannot be written.</exception>
    public static async Task PublishAsync(IConfiguration configuration, IReadOnlyList<IResource> resources, CancellationToken cancellationToken)
    {
        if (configuration["publisher"] is not "manifest")
        {
            throw new DistributedApplicationException($"--publisher '{configuration["publisher"]}' is unknown to the built-in engine: {Usage}.");
        }

        var path = PathOf(configuration["output-path"]);
        var manifest = ManifestWriter.Write(resources, Path.GetDirectoryName(path)!);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, manifest, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"--output-path: the manifest cannot be written to {path}: {error.Message}", error);
        }

        await Console.Out.WriteLineAsync($"Published manifest to: {path}").ConfigureAwait(false);
    }

    // What does not end with .json is a folder, as with Aspire.
    private static string PathOf(string? outputPath) => string.IsNullOrWhiteSpace(outputPath)
        ? throw new DistributedApplicationException($"--output-path is missing: {Usage}.")
        : Path.GetFullPath(outputPath.EndsWith(".json", StringComparison.Ordinal) ? outputPath : Path.Combine(outputPath, DefaultName));
}
