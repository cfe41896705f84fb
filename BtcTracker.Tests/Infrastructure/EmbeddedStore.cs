using System.Diagnostics;
using System.Globalization;
using BtcTracker.AppHost;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>A real DynamoDB-compatible engine for one test, on a free port, with a data folder of its own that goes with it.</summary>
internal sealed class EmbeddedStore : IAsyncDisposable
{
    private const string Memory = "/dev/shm";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder;
    private readonly StoreEngine _engine;
    private readonly int _port = FreePorts.Take();
    private readonly List<string> _output = [];
    private Process? _process;

    private EmbeddedStore(string? engineName, DirectoryInfo folder) =>
        (_folder, _engine) = (
            folder,
            engineName switch
            {
                StoreEngine.Dynoxide => StoreEngine.ForDynoxide(RepositoryPaths.Root, folder.FullName),
                StoreEngine.Dynalite => StoreEngine.ForDynalite(RepositoryPaths.Root, folder.FullName),
                _ => StoreEngine.Resolve(RepositoryPaths.Root, folder.FullName),
            }
        );

    /// <summary>What <c>AWS_ENDPOINT_URL_DYNAMODB</c> is set to.</summary>
    public Uri Endpoint => new($"http://127.0.0.1:{_port}");

    /// <summary>
    /// Starts an engine, <see cref="StoreEngine.Dynoxide"/> or <see cref="StoreEngine.Dynalite"/>; null takes the best that is installed.
    /// </summary>
    public static Task<EmbeddedStore> StartAsync(string? engineName, CancellationToken cancellationToken) =>
        StartInAsync(Directory.CreateTempSubdirectory("btctracker-store-"), engineName, cancellationToken);

    /// <summary>
    /// Starts an engine whose data is in memory where this machine has a file system for that, for a test of many thousands of writes.
    /// </summary>
    public static Task<EmbeddedStore> StartInMemoryAsync(CancellationToken cancellationToken) =>
        StartInAsync(
            Directory.Exists(Memory)
                ? Directory.CreateDirectory(Path.Combine(Memory, $"btctracker-store-{Guid.NewGuid():N}"))
                : Directory.CreateTempSubdirectory("btctracker-store-"),
            engineName: null,
            cancellationToken
        );

    /// <summary>Starts an engine with its data in a folder, which goes with it.</summary>
    public static async Task<EmbeddedStore> StartInAsync(DirectoryInfo folder, string? engineName, CancellationToken cancellationToken)
    {
        var store = new EmbeddedStore(engineName, folder);
        try
        {
            await store.StartAgainAsync(cancellationToken);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the stopped or killed engine on the same port and data, and waits until it answers.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(_engine.Command, [.. _engine.Arguments, "--port", _port.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await WaitUntilHealthyAsync(cancellationToken);
    }

    /// <summary>Ends the engine as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Asks the engine to end, with SIGTERM, and waits until it has.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Copies the stopped engine's data into a folder.</summary>
    public void BackUp(DirectoryInfo backup) => Copy(_folder, backup);

    /// <summary>Puts a copy in the place of the stopped engine's data.</summary>
    public void Restore(DirectoryInfo backup)
    {
        Reset();
        Copy(backup, _folder);
    }

    /// <summary>Deletes the stopped engine's data.</summary>
    public void Reset()
    {
        _folder.Delete(recursive: true);
        _folder.Create();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task WaitUntilHealthyAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = Endpoint };
        var started = Stopwatch.StartNew();
        while (!await AnswersAsync(client, cancellationToken))
        {
            Assert.False(_process!.HasExited || started.Elapsed > StartLimit, $"{_engine.Name} did not start: {Output()}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync(new Uri("/", UriKind.Relative), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // Nobody listens yet.
        }
    }

    private static void Copy(DirectoryInfo from, DirectoryInfo to)
    {
        foreach (var file in from.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to.FullName, Path.GetRelativePath(from.FullName, file.FullName));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            file.CopyTo(copy);
        }
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.Add(line ?? string.Empty);
        }
    }

    private string Output()
    {
        lock (_output)
        {
            return string.Join('\n', _output);
        }
    }
}
