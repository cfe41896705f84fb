using BtcTracker.Tests.App;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Deploy.Images;

/// <summary>The tests of images, one at a time: they are published once for all of them.</summary>
[CollectionDefinition(nameof(ImageFixture))]
public sealed class ImageTestsInTurn : ICollectionFixture<ImageFixture>;

/// <summary>
/// The images of web and ingest, published to a registry on this machine; their tests are skipped with the reason where that cannot be
/// done.
/// </summary>
public sealed class ImageFixture : IAsyncLifetime
{
    internal const string Tag = "test";

    // Parallel tests take their part of the machine.
    private static readonly TimeSpan PublishLimit = TimeSpan.FromMinutes(15);

    // Its compiler holds 1.3 GB for minutes, beside all other tests.
    private static readonly string NativeIngest = SlowTests.AreWantedNightly ? "true" : "false";

    private readonly TemporaryFolder _folder = new();
    private LocalRegistry? _registry;
    private string? _absent;

    internal Podman Podman
    {
        get
        {
            Assert.SkipWhen(_absent is not null, _absent ?? string.Empty);
            return field!;
        }
        private set;
    }

    internal LocalRegistry Registry => _registry!;

    /// <summary>The base image with the .NET runtime.</summary>
    internal string AspNet { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _absent = await TryPublishAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await (_registry?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Dispose();
    }

    /// <summary>An image's whole name.</summary>
    internal string NameOf(string service) => $"{Registry.Name}/btctracker/{service}:{Tag}";

    private async Task<string?> TryPublishAsync()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return "Needs podman as root: nobody else can make a base image and run it without capabilities here.";
        }

        if (await Command.FindOrInstallAsync("podman", "runc", "mmdebstrap", "docker-registry") is { } missing)
        {
            return missing;
        }

        Podman = new Podman(_folder.Path);
        _registry = await LocalRegistry.StartAsync(_folder.Path);
        var bases = new BaseImages(_folder.Path, Podman, _registry);
        if (await bases.TryMakeAsync() is { } reason)
        {
            return reason;
        }

        AspNet = bases.AspNet;
        await PublishAsync("BtcTracker.Ingest", bases.RuntimeDependencies);
        await PublishAsync("BtcTracker.Web", bases.AspNet);
        var started = await Podman.TryAsync("run", "--rm", "--network", "host", "--tls-verify=false", NameOf("ingest"), "--help");
        return started.Succeeded ? null : $"podman cannot run a container here: {started.Output}";
    }

    /// <summary>
    /// Publishes as the pipeline does, but for the base image and the registry, and away from the folders that a build of this project
    /// uses.
    /// </summary>
    private async Task PublishAsync(string project, string baseImage)
    {
        var published = await Command.RunAsync(
            "dotnet",
            [
                "publish",
                Path.Combine(RepositoryPaths.Root, project),
                "-c",
                "Release",
                "-r",
                "linux-x64",
                "-t:PublishContainer",
                "--artifacts-path",
                _folder.PathOf("artifacts"),
                "-nodeReuse:false",
                "-p:UseSharedCompilation=false",
                "-v",
                "q",
                $"-p:NativeIngest={NativeIngest}",
                $"-p:ContainerBaseImage={baseImage}",
                $"-p:ContainerRegistry={Registry.Name}",
                $"-p:ContainerImageTag={Tag}",
            ],
            PublishLimit,
            ("DOTNET_CONTAINER_INSECURE_REGISTRIES", Registry.Name)
        );
        Assert.True(published.Succeeded, $"{project} could not be published: {published.Output}");
        Assert.DoesNotContain("warning", published.Output, StringComparison.OrdinalIgnoreCase);
    }
}
