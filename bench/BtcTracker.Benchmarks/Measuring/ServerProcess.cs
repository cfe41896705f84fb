using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace BtcTracker.Benchmarks.Measuring;

/// <summary>A server in a process of its own on a free port of this machine, watched through <c>/proc</c>.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const int LinesKept = 20;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollPeriod = TimeSpan.FromMilliseconds(10);

    private readonly ConcurrentQueue<string> _output = new();
    private readonly Process _process;

    private ServerProcess(ProcessStartInfo start, Uri address)
    {
        Address = address;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>How long it took from its start until it answered with success.</summary>
    public TimeSpan StartTook { get; private set; }

    /// <summary>The processor time that it and its children have used.</summary>
    public TimeSpan CpuTime => ProcessFigures.CpuTime(_process.Id);

    /// <summary>The memory that it holds now, in bytes.</summary>
    public long ResidentBytes => ProcessFigures.ResidentBytes(_process.Id);

    /// <summary>The most memory that it has held, in bytes.</summary>
    public long PeakResidentBytes => ProcessFigures.PeakResidentBytes(_process.Id);

    /// <summary>Starts a server and waits until an address of it answers with success.</summary>
    /// <param name="command">What is started.</param>
    /// <param name="arguments">Its arguments for a port.</param>
    /// <param name="environment">Its variables for a port, beside those of this process.</param>
    /// <param name="ready">The path that is asked.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="BenchmarkException">It ended, or does not respond.</exception>
    public static async Task<ServerProcess> StartAsync(
        string command,
        Func<string, IEnumerable<string>> arguments,
        Func<string, Dictionary<string, string>>? environment,
        string ready,
        CancellationToken cancellationToken
    )
    {
        var port = FreePort();
        var start = new ProcessStartInfo(command, arguments(port)) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment?.Invoke(port) ?? [])
        {
            start.Environment[name] = value;
        }

        var server = new ServerProcess(start, new Uri($"http://127.0.0.1:{port}"));
        try
        {
            await server.WaitUntilReadyAsync(ready, cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private async Task WaitUntilReadyAsync(string path, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = Address };
        var waited = Stopwatch.StartNew();
        while (!await IsReadyAsync(client, path, cancellationToken))
        {
            if (_process.HasExited || waited.Elapsed > StartLimit)
            {
                throw new BenchmarkException($"{_process.StartInfo.FileName} did not start: {string.Join('\n', _output)}");
            }

            await Task.Delay(PollPeriod, TimeProvider.System, cancellationToken);
        }

        StartTook = waited.Elapsed;
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // Nobody listens yet.
        }
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    private void Keep(string? line)
    {
        _output.Enqueue(line ?? string.Empty);
        while (_output.Count > LinesKept)
        {
            _output.TryDequeue(out _);
        }
    }
}
