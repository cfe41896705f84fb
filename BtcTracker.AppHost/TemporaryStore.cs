using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace BtcTracker.AppHost;

/// <summary>A store that runs for a single query or command, on a free port.</summary>
internal sealed class TemporaryStore : IAsyncDisposable
{
    // The shell ends the engine when its standard input ends, even if the AppHost is killed.
    // A signal to the whole process group, from a terminal or a supervisor, is ignored: the command that uses the engine must end first.
    // An engine that handles signals itself gets its own session if setsid is available. It ends by TERM, and would inherit a trap that is
    // set before it starts.
    private const string UntilInputEnds =
        "trap '' INT QUIT; $(command -v setsid) \"$@\" </dev/null & engine=$!; "
        + "trap '' TERM HUP; read -r _; kill \"$engine\"; wait \"$engine\"";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);

    private readonly Process _shell;

    private TemporaryStore(Process shell, Uri address) => (_shell, Address) = (shell, address);

    /// <summary>Its address.</summary>
    public Uri Address { get; }

    /// <summary>Starts it and waits until it responds.</summary>
    /// <exception cref="SettingException">It does not respond within ten seconds.</exception>
    public static async Task<TemporaryStore> StartAsync(StoreEngine engine)
    {
        var port = FreePort();
        string[] command = [engine.Command, .. engine.Arguments, "--port", port.ToString(CultureInfo.InvariantCulture)];
        var start = new ProcessStartInfo("/bin/sh", ["-c", UntilInputEnds, "sh", .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var shell = Process.Start(start)!;

        // The first line is the engine's; later ones may be the shell's.
        string? firstWords = null;
        shell.ErrorDataReceived += (_, line) => firstWords ??= string.IsNullOrWhiteSpace(line.Data) ? null : line.Data.Trim();
        shell.BeginOutputReadLine();
        shell.BeginErrorReadLine();
        var running = new TemporaryStore(shell, new Uri($"http://127.0.0.1:{port}"));
        if (!await running.AnswersAsync())
        {
            await running.DisposeAsync();
            throw new SettingException(
                $"The store's engine {engine.Name} did not start on {engine.DataPath} ({firstWords ?? "it wrote nothing"}). "
                    + $"End another run that uses it; if there is none, move {engine.DataPath} away "
                    + "or choose another folder with --Store:DataFolder=PATH."
            );
        }

        return running;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        using var http = new HttpClient { BaseAddress = Address };
        var started = TimeProvider.System.GetTimestamp();
        while (!_shell.HasExited && TimeProvider.System.GetElapsedTime(started) < StartLimit)
        {
            try
            {
                using var response = await http.GetAsync(Address);
                return true;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }
        }

        return false;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
