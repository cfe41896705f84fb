using System.Diagnostics;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>A built service in a process of its own, as the AppHost starts it: by environment variables.</summary>
internal class ServiceProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ProcessOutput _said;

    protected ServiceProcess(string project, IReadOnlyDictionary<string, string> environment, params string[] arguments)
        : this(AssemblyOf(project), environment, arguments) { }

    protected ServiceProcess(FileInfo assembly, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        string[] command = [.. CommandOf(assembly), .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _said = new ProcessOutput(_process);
    }

    public int Id => _process.Id;

    /// <summary>What starts a program: the runtime with an assembly, or native code by itself.</summary>
    public static IEnumerable<string> CommandOf(FileInfo program) =>
        program.Extension == ".dll" ? ["dotnet", "exec", program.FullName] : [program.FullName];

    /// <summary>What the build made of a project.</summary>
    protected static FileInfo AssemblyOf(string project) =>
        new(Path.Combine(RepositoryPaths.Root, project, "bin", RepositoryPaths.Configuration, "net10.0", $"{project}.dll"));

    public IReadOnlyList<string> Output => _said.Lines;

    public IReadOnlyList<string> Errors => _said.Errors;

    /// <summary>How many log lines have a text in them.</summary>
    public int CountOf(string text) => Output.Count(line => line.Contains(text, StringComparison.Ordinal));

    /// <summary>Waits until it has said something so many times.</summary>
    public async Task WaitForAsync(string text, int times = 1)
    {
        await Eventually.IsTrueAsync(() => CountOf(text) >= times || _process.HasExited, TestContext.Current.CancellationToken);
        Assert.True(CountOf(text) >= times, string.Join('\n', [.. Output, .. Errors]));
    }

    /// <summary>Waits for its end, and for the last of its output.</summary>
    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Ends it as a platform does, and waits however busy the machine is.</summary>
    public async Task StopAsync()
    {
        await ProcessTree.SignalAsync(_process.Id, "TERM");
        Assert.Equal(0, await ExitCodeAsync());
    }

    /// <summary>Ends it as a crash does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
        GC.SuppressFinalize(this);
    }
}
