using BtcTracker.Benchmarks.Data;
using BtcTracker.Benchmarks.Measuring;
using BtcTracker.Benchmarks.Servers;

namespace BtcTracker.Benchmarks;

/// <summary>The servers that are compared, each a process of its own.</summary>
internal sealed class ServersUnderTest : IAsyncDisposable
{
    public const string Empty = "empty";
    public const string Latest = "latest";
    public const string WithoutHolders = "latest where holders are off";
    public const string History = "history";
    public const string Page = "page";
    public const string Unchanged = "304";
    public const string SameLatest = "latest's bytes from the empty endpoint";
    public const string SameHistory = "history's bytes from the empty endpoint";
    public const string Nginx = "history's file from nginx";
    public const string Naive = "naive";

    public const string TakesBrotli = "Accept-Encoding: gzip, deflate, br";
    private const int Connections = 64;
    private const int NaiveConnections = 2;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan NaiveTurn = TimeSpan.FromSeconds(8);

    private readonly List<ServerProcess> _processes = [];
    private readonly List<Target> _targets = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("btctracker-nginx-");

    private ServersUnderTest() { }

    /// <summary>What is loaded.</summary>
    public IReadOnlyList<Target> Targets => _targets;

    /// <summary>The web project's process.</summary>
    public ServerProcess Web { get; private set; } = null!;

    /// <summary>Starts all of them; nginx only where it is installed.</summary>
    public static async Task<ServersUnderTest> StartAsync(LoadedStore store, CancellationToken cancellationToken)
    {
        var servers = new ServersUnderTest();
        try
        {
            servers.Add(Empty, await servers.StartOwnAsync(EmptyServer.Command, [], cancellationToken), "/");
            await servers.StartWebAsync(store, cancellationToken);
            await servers.StartWithoutHoldersAsync(store, cancellationToken);
            await servers.StartSameBytesAsync(cancellationToken);
            await servers.StartNginxAsync(cancellationToken);
            await servers.StartNaiveAsync(store, cancellationToken);
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    /// <summary>Starts one of this program's own servers.</summary>
    private async Task<ServerProcess> StartOwnAsync(string verb, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        Keep(
            await ServerProcess.StartAsync(
                "dotnet",
                port => [Paths.Self, verb, port, .. arguments],
                environment: null,
                "/",
                cancellationToken
            )
        );

    private async Task StartWebAsync(LoadedStore store, CancellationToken cancellationToken)
    {
        Web = Keep(await WebServer.StartAsync(store.Endpoint, WebServer.Latest, cancellationToken));
        await WebServer.UntilHistoryAsync(Web.Address, cancellationToken);
        await WebServer.UntilBestCompressedAsync(Web.Address, cancellationToken);
        using var client = new HttpClient { BaseAddress = Web.Address };
        Add(Latest, Web, WebServer.Latest, TakesBrotli);
        Add(History, Web, WebServer.Year, TakesBrotli);
        Add(Page, Web, "/?range=1Y", TakesBrotli);
        using var latest = await client.GetAsync(new Uri(WebServer.Latest, UriKind.Relative), cancellationToken);
        Add(Unchanged, Web, WebServer.Latest, $"If-None-Match: {latest.Headers.ETag}");
    }

    private async Task StartWithoutHoldersAsync(LoadedStore store, CancellationToken cancellationToken)
    {
        var process = Keep(await WebServer.StartAsync(store.Endpoint, WebServer.Latest, cancellationToken, hasHolders: false));
        await WebServer.UntilHistoryAsync(process.Address, cancellationToken);
        Add(WithoutHolders, process, WebServer.Latest, TakesBrotli);
    }

    /// <summary>How long sending this many bytes takes by itself.</summary>
    private async Task StartSameBytesAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, path) in new[] { (SameLatest, WebServer.Latest), (SameHistory, WebServer.Year) })
        {
            Add(name, await StartOwnAsync(EmptyServer.Command, [await SaveAsync(path, cancellationToken)], cancellationToken), "/");
        }
    }

    private async Task StartNginxAsync(CancellationToken cancellationToken)
    {
        if (!NginxServer.IsInstalled)
        {
            Console.WriteLine(NginxServer.HowToInstall);
            return;
        }

        var file = await SaveAsync(WebServer.Year, cancellationToken);
        Add(Nginx, Keep(await NginxServer.StartAsync(file, cancellationToken)), "/" + Path.GetFileName(file), TakesBrotli);
    }

    private async Task StartNaiveAsync(LoadedStore store, CancellationToken cancellationToken)
    {
        var process = await StartOwnAsync(NaiveServer.Command, [store.Endpoint.OriginalString], cancellationToken);
        _targets.Add(new Target(Naive, process, process.Address, [], NaiveConnections, NaiveTurn));
    }

    /// <summary>Keeps a compressed body of the web process as a file.</summary>
    private async Task<string> SaveAsync(string path, CancellationToken cancellationToken)
    {
        var file = Path.Combine(_folder.FullName, Path.GetFileName(path.Split('?')[0]));
        await File.WriteAllBytesAsync(file, await BrotliBodies.GetAsync(Web.Address, path, cancellationToken), cancellationToken);
        return file;
    }

    private ServerProcess Keep(ServerProcess process)
    {
        _processes.Add(process);
        return process;
    }

    private void Add(string name, ServerProcess process, string path, params string[] headers) =>
        _targets.Add(new Target(name, process, new Uri(process.Address, path), headers, Connections, Turn));
}
