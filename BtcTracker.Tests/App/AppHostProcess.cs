using System.Diagnostics;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App;

/// <summary>The built AppHost in a process of its own, on free ports and with data of its own, as a person runs it.</summary>
internal sealed class AppHostProcess : IDisposable
{
    private static readonly string ProjectFolder = Path.Combine(RepositoryPaths.Root, "BtcTracker.AppHost");
    private static readonly string AssemblyPath = Path.Combine(
        ProjectFolder,
        "bin",
        RepositoryPaths.Configuration,
        "net10.0",
        "BtcTracker.AppHost.dll"
    );

    /// <summary>A shell's background process ignores SIGINT, and that is inherited: a person's AppHost is not started so.</summary>
    private static readonly string[] Starter = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT,QUIT", "dotnet"] : ["dotnet"];

    private readonly Process _process;
    private readonly ProcessOutput _said;

    /// <param name="dataFolder">Its working folder, in which it keeps its data.</param>
    /// <param name="arguments">What a person adds.</param>
    /// <param name="path">Another <c>PATH</c>; null takes this process's.</param>
    /// <param name="underDotnetRun">Whether <c>dotnet run</c> starts it.</param>
    /// <param name="leadsGroup">Whether it leads a process group, as under a shell with job control; Linux only.</param>
    /// <param name="fixedPorts">Whether it takes the ports that a person sees, not free ones.</param>
    /// <param name="environment">Variables that a person sets besides.</param>
    /// <param name="runOptions">Options of that <c>dotnet run</c>.</param>
    public AppHostProcess(
        string dataFolder,
        IEnumerable<string> arguments,
        string? path = null,
        bool underDotnetRun = false,
        bool leadsGroup = false,
        bool fixedPorts = false,
        IReadOnlyDictionary<string, string>? environment = null,
        string[]? runOptions = null
    )
    {
        string[] command = underDotnetRun
            ? ["run", "--no-build", "--project", ProjectFolder, "-c", RepositoryPaths.Configuration, .. runOptions ?? [], "--"]
            : ["exec", AssemblyPath];
        string[] settings = [$"--DcpPublisher:RandomizePorts={!fixedPorts}", $"--Store:DataFolder={dataFolder}"];
        var starter = (path is null, leadsGroup) switch
        {
            (false, _) => ["dotnet"],
            (_, true) => ["setsid", .. Starter],
            _ => Starter,
        };
        var start = new ProcessStartInfo(starter[0], [.. starter[1..], .. command, .. settings, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = dataFolder,
        };
        start.Environment["PATH"] = path ?? Environment.GetEnvironmentVariable("PATH");
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _said = new ProcessOutput(_process);
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public IReadOnlyList<string> Output => _said.Lines;

    public IReadOnlyList<string> Errors => _said.Errors;

    /// <summary>Waits until it has said where the page is, which it does once the page answers.</summary>
    public async Task<Uri> PageAsync(CancellationToken cancellationToken)
    {
        await Eventually.IsTrueAsync(() => HasExited || PageLine() is not null, cancellationToken, All);
        Assert.False(HasExited, All());
        return new Uri(PageLine()!["Page:".Length..].Trim());
    }

    public async Task<int> ExitCodeAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Ends it as an operator does, and waits until it has ended everything that it started.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await ProcessTree.SignalAsync(Id, "TERM");
        Assert.Equal(0, await ExitCodeAsync(cancellationToken));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    /// <summary>The ids of everything that runs because of it, the detached orchestrator included.</summary>
    public IReadOnlyList<int> Descendants() => [.. ProcessTree.OfAppHost(Id).Select(process => process.Id)];

    /// <summary>The id of the one process below it with a text in its command line; null where there is none.</summary>
    public int? IdOf(string command) =>
        ProcessTree
            .OfAppHost(Id)
            .SingleOrDefault(process =>
                process.Command.Contains(command, StringComparison.Ordinal)
                && !process.Command.Contains("monitor-process", StringComparison.Ordinal)
            )
            ?.Id;

    /// <summary>All that it wrote, for a failure's message.</summary>
    public string All() => string.Join('\n', [.. Output, .. Errors]);

    private string? PageLine() => Output.FirstOrDefault(line => line.StartsWith("Page:", StringComparison.Ordinal));
}
