using System.Diagnostics;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.App.Files;

/// <summary>How a command ended.</summary>
internal sealed record CommandEnd(int ExitCode, string Output, string Errors)
{
    /// <summary>What it says in the end; on a slow machine lines of its progress come before.</summary>
    public string LastError => Errors.Split('\n')[^1];
}

/// <summary>A store and a folder for the commands of a class's tests, each with its own table.</summary>
public sealed class FileCommandFixture : IAsyncLifetime
{
    /// <summary>Every time.</summary>
    public static readonly TimeRange Always = new(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private readonly TemporaryFolder _folder = new();
    private EmbeddedStore? _engine;
    private int _files;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _engine = await EmbeddedStore.StartAsync(null, Token);

    public async ValueTask DisposeAsync()
    {
        await _engine!.DisposeAsync();
        _folder.Dispose();
    }

    internal PriceStoreHost NewStore() => new(_engine!.Endpoint);

    /// <summary>A new path for a file.</summary>
    internal string NewPath(string extension = "csv") => _folder.PathOf($"{Interlocked.Increment(ref _files)}.{extension}");

    /// <summary>A new file.</summary>
    internal string Write(params string[] lines)
    {
        var path = NewPath();
        File.WriteAllLines(path, lines);
        return path;
    }

    /// <summary>Starts the program with a command on a table.</summary>
    internal IngestProcess Start(PriceStoreHost store, IEnumerable<string> arguments, params (string Name, string Value)[] variables) =>
        new(
            VariablesOf(store)
                .Concat(variables.Select(variable => KeyValuePair.Create(variable.Name, variable.Value)))
                .GroupBy(variable => variable.Key)
                .ToDictionary(named => named.Key, named => named.Last().Value),
            [.. arguments]
        );

    /// <summary>Runs a command on a table at a terminal, where the user types an answer.</summary>
    internal async Task<CommandEnd> RunOnTerminalAsync(PriceStoreHost store, string answer, params string[] arguments)
    {
        // script of util-linux makes the terminal, and passes on what is typed and shown.
        string[] command = [.. ServiceProcess.CommandOf(IngestProcess.Program), .. arguments];
        var start = new ProcessStartInfo(
            "script",
            ["--quiet", "--return", "--command", string.Join(' ', command.Select(word => $"'{word}'")), "/dev/null"]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in VariablesOf(store))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        await process.StandardInput.WriteLineAsync(answer);
        await process.StandardInput.FlushAsync(Token);
        var shown = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return new CommandEnd(process.ExitCode, shown, "");
    }

    /// <summary>Runs a command on a table without root's right to read everything.</summary>
    internal async Task<CommandEnd> RunAsRightlessAsync(PriceStoreHost store, params string[] arguments)
    {
        const string Rights = "-dac_override,-dac_read_search";
        string[] taken = Environment.IsPrivilegedProcess ? [$"--bounding-set={Rights}", $"--inh-caps={Rights}"] : ["--no-new-privs"];
        var start = new ProcessStartInfo("setpriv", [.. taken, .. ServiceProcess.CommandOf(IngestProcess.Program), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in VariablesOf(store))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
        await process.WaitForExitAsync(Token);
        return new CommandEnd(process.ExitCode, (await output).TrimEnd(), (await errors).TrimEnd());
    }

    /// <summary>Runs a command on a table to its end.</summary>
    internal async Task<CommandEnd> RunAsync(PriceStoreHost store, params string[] arguments) => await EndOfAsync(Start(store, arguments));

    private Dictionary<string, string> VariablesOf(PriceStoreHost store) =>
        new()
        {
            ["AWS_ENDPOINT_URL_DYNAMODB"] = _engine!.Endpoint.OriginalString,
            ["Store__Table"] = store.Table,
            ["Store__AttemptTimeout"] = "00:00:10",
        };

    /// <summary>Waits for a command's end.</summary>
    internal static async Task<CommandEnd> EndOfAsync(IngestProcess process)
    {
        await using (process)
        {
            var exitCode = await process.ExitCodeAsync();
            return new CommandEnd(exitCode, string.Join('\n', process.Output), string.Join('\n', process.Errors));
        }
    }

    /// <summary>What a table has of an interval.</summary>
    internal static async Task<List<Candle>> CandlesAsync(PriceStoreHost store, Interval interval) =>
        await store.Reader.ReadCandlesAsync(Symbol.BtcUsd, interval, Always, Token).ToListAsync(Token);
}
