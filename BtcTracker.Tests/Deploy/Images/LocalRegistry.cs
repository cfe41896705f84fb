using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Deploy.Images;

/// <summary>A container registry on this machine's loopback, which keeps its images in a folder.</summary>
internal sealed class LocalRegistry : IAsyncDisposable
{
    private const string Manifest = "application/vnd.docker.distribution.manifest.v2+json";
    private const string OciManifest = "application/vnd.oci.image.manifest.v1+json";

    private readonly Process _process;
    private readonly HttpClient _client;

    private LocalRegistry(Process process, string name)
    {
        (_process, Name) = (process, name);
        _client = new HttpClient { BaseAddress = new Uri($"http://{name}") };
        _client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue(Manifest));
        _client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue(OciManifest));
    }

    /// <summary>The first part of its images' names.</summary>
    public string Name { get; }

    public static async Task<LocalRegistry> StartAsync(string folder)
    {
        var name = $"127.0.0.1:{WebProcess.FreePort()}";
        var configuration = Path.Combine(folder, "registry.yml");
        await File.WriteAllTextAsync(
            configuration,
            $$"""
            version: 0.1
            storage:
              filesystem:
                rootdirectory: {{Path.Combine(folder, "registry")}}
            http:
              addr: "{{name}}"
            """
        );
        var registry = new LocalRegistry(Command.Start(Command.Find("docker-registry")!, "serve", configuration), name);
        await Eventually.GetAsync(
            () => registry._client.GetAsync(new Uri("/v2/", UriKind.Relative)),
            answer => answer.IsSuccessStatusCode,
            CancellationToken.None
        );
        return registry;
    }

    /// <summary>The compressed sizes of an image's layers, the base image's first.</summary>
    public async Task<IReadOnlyList<long>> LayerSizesAsync(string repository)
    {
        using var manifest = JsonDocument.Parse(
            await _client.GetStringAsync(
                new Uri($"/v2/{repository}/manifests/{ImageFixture.Tag}", UriKind.Relative),
                CancellationToken.None
            )
        );
        return [.. manifest.RootElement.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("size").GetInt64())];
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _client.Dispose();
    }
}
