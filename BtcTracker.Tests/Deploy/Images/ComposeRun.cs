using BtcTracker.Tests.App;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Deploy.Images;

/// <summary>The project of <c>compose.yaml</c> in podman, with a simulated market beside it.</summary>
internal sealed class ComposeRun : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder _folder;
    private readonly string _images;
    private readonly string _project = $"test{Guid.NewGuid():N}";

    private ComposeRun(TemporaryFolder folder, Podman podman, string images) => (_folder, Podman, _images) = (folder, podman, images);

    public Podman Podman { get; }

    /// <summary>The page's.</summary>
    public Uri Address { get; } = new($"http://127.0.0.1:{WebProcess.FreePort()}");

    /// <summary>Builds the store's image, and skips the test where podman cannot connect containers here.</summary>
    public static async Task<ComposeRun> PrepareAsync(ImageFixture images, TemporaryFolder folder)
    {
        var podman = images.Podman;
        var missing = await Command.FindOrInstallAsync("podman-compose");
        Assert.SkipWhen(missing is not null, missing ?? "");
        var run = new ComposeRun(folder, podman, $"{images.Registry.Name}/btctracker");
        await run.BuildStoreAsync();
        var network = await podman.TryAsync("network", "create", run._project);
        Assert.SkipUnless(network.Succeeded, $"podman cannot make a network here: {network.Output}");
        await podman.RunAsync("network", "rm", run._project);
        foreach (var image in (string[])[images.NameOf("web"), images.NameOf("ingest"), images.AspNet])
        {
            await podman.RunAsync("pull", "--tls-verify=false", image);
        }

        await run.WriteMarketAsync(images.AspNet);
        await podman.WriteCommandAsync(folder.PathOf("podman"));
        return run;
    }

    /// <summary>Runs podman-compose on the project.</summary>
    public async Task RunAsync(params string[] command)
    {
        var result = await TryAsync(command);
        Assert.True(result.Succeeded, $"podman-compose {string.Join(' ', command)}: {result.Output}");
    }

    /// <summary>A service's container.</summary>
    public string ContainerOf(string service) => $"{_project}_{service}_1";

    public async ValueTask DisposeAsync() => await TryAsync("down", "--volumes");

    private Task<CommandResult> TryAsync(params string[] command) =>
        Command.RunAsync(
            "podman-compose",
            [
                "--podman-path",
                _folder.PathOf("podman"),
                "--project-name",
                _project,
                "--file",
                Path.Combine(RepositoryPaths.Root, "compose.yaml"),
                "--file",
                _folder.PathOf("market.yaml"),
                .. command,
            ],
            Limit,
            ("BTCTRACKER_IMAGES", _images),
            ("BTCTRACKER_TAG", ImageFixture.Tag),
            ("PORT", $"{Address.Port}"),
            ("Ingest__Interval", "1s")
        );

    // As deploy/compose-images.sh does, of the binary that is there.
    private async Task BuildStoreAsync()
    {
        var context = Directory.CreateDirectory(_folder.PathOf("store"));
        context.CreateSubdirectory("data");
        File.Copy(
            Path.Combine(RepositoryPaths.Root, "node_modules", "@dynoxide", "linux-x64", "dynoxide"),
            Path.Combine(context.CreateSubdirectory("amd64").FullName, "dynoxide")
        );
        await Podman.RunAsync(
            "build",
            "--file",
            Path.Combine(RepositoryPaths.Root, "deploy", "store", "Dockerfile"),
            "--build-arg",
            "TARGETARCH=amd64",
            "--tag",
            $"{_images}/store:{ImageFixture.Tag}",
            context.FullName
        );
    }

    private Task WriteMarketAsync(string image) =>
        File.WriteAllTextAsync(
            _folder.PathOf("market.yaml"),
            $"""
            services:
              marketsim:
                image: {image}
                command: [/app/BtcTracker.MarketSim]
                environment:
                  DOTNET_ROOT: /usr/share/dotnet
                  ASPNETCORE_URLS: http://+:8080
                volumes: ["{Path.GetDirectoryName(typeof(MarketSim.MarketSimApp).Assembly.Location)}:/app:ro"]
              ingest:
                environment:
                  Market__Mode: demo
                  Sources__CoinMarketCap__BaseAddress: http://marketsim:8080
                  Sources__Coinbase__BaseAddress: http://marketsim:8080
                  Sources__Bitstamp__BaseAddress: http://marketsim:8080
                  Sources__Kraken__BaseAddress: http://marketsim:8080
                  Sources__EuropeanCentralBank__BaseAddress: http://marketsim:8080
              web:
                environment:
                  Market__Mode: demo
            """
        );
}
