using BtcTracker.Benchmarks.Data;
using BtcTracker.Benchmarks.Measuring;
using BtcTracker.Benchmarks.Servers;

namespace BtcTracker.Benchmarks;

/// <summary>The servers that are compared, each a process of its own.</summary>
internal sealed class ServersUnderTest : IAsyncDisposable
{
    public const string Empty = "empty";
    public const string Latest = "latest";
    public const string History = "history";
    public const string Page = "page";
    public const string Unchanged = "304";
    public const string Nginx = "nginx";
    public const string Naive = "naive";

    private const string HistoryPath = "/api/v1/history?range=1Y";
    private const string LatestPath = "/api/v1/quotes/latest";
    private const string TakesBrotli = "Accept-Encoding: gzip, deflate, br";
    private const int Connections = 64;
    private const int NaiveConnections = 2;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan NaiveTurn = TimeSpan.FromSeconds(8);

    private readonly List<ServerProcess> _processes = [];
    private readonly List<Target> _targets = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("btctracker-nginx-");

    private ServersUnderTest()
    {
    }

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
            await servers.StartEmptyAsync(cancellationToken);
            await servers.StartWebAsync(store, cancellationToken);
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

    private async Task StartEmptyAsync(CancellationToken cancellationToken)
    {
        var process = Keep(await ServerProcess.StartAsync("dotnet", port => [Paths.Self, EmptyServer.Verb, port], environment: null, "/", cancellationToken));
        Add(Empty, process, "/");
    }

    private async Task StartWebAsync(LoadedStore store, CancellationToken cancellationToken)
    {
        Web = Keep(await WebServer.StartAsync(store.Endpoint, LatestPath, cancellationToken));
        using var client = new HttpClient { BaseAddress = Web.Address };
        Add(Latest, Web, LatestPath, TakesBrotli);
        Add(History, Web, HistoryPath, TakesBrotli);
        Add(Page, Web, "/?range=1Y", TakesBrotli);
        using var latest = await client.GetAsync(new Uri(LatestPath, UriKind.Relative), cancellationToken);
        Add(Unchanged, Web, LatestPath, $"If-None-Match: {latest.Headers.ETag}");
    }

    private async Task StartNginxAsync(CancellationToken cancellationToken)
    {
        if (!NginxServer.IsInstalled)
        {
            Console.WriteLine(NginxServer.HowToInstall);
            return;
        }

        var history = await BrotliBodies.GetAsync(Web.Address, HistoryPath, cancellationToken);
        Add(Nginx, Keep(await NginxServer.StartAsync(_folder.FullName, history, cancellationToken)), "/history", TakesBrotli);
    }

    private async Task StartNaiveAsync(LoadedStore store, CancellationToken cancellationToken)
    {
        var process = Keep(await ServerProcess.StartAsync(
            "dotnet", port => [Paths.Self, NaiveServer.Verb, port, store.Endpoint.OriginalString], environment: null, "/", cancellationToken));
        _targets.Add(new Target(Naive, process, process.Address, [], NaiveConnections, NaiveTurn));
    }

    private ServerProcess Keep(ServerProcess process)
    {
        _processes.Add(process);
        return process;
    }

    private void Add(string name, ServerProcess process, string path, params string[] headers) =>
        _targets.Add(new Target(name, process, new Uri(process.Address, path), headers, Connections, Turn));
}
