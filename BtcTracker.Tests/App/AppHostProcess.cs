using System.Diagnostics;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App;

/// <summary>The built AppHost in a process of its own, on free ports and with data of its own, as a person runs it.</summary>
internal sealed class AppHostProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly List<string> _errors = [];

    public AppHostProcess(string dataFolder, IEnumerable<string> arguments, string? path = null)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", AssemblyPath(), "--DcpPublisher:RandomizePorts=true", $"--Store:DataFolder={dataFolder}", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = dataFolder,
        };
        start.Environment["PATH"] = path ?? Environment.GetEnvironmentVariable("PATH");
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public IReadOnlyList<string> Output => Copy(_output);

    public IReadOnlyList<string> Errors => Copy(_errors);

    /// <summary>Waits until it has said where the page is, which it does once the page answers.</summary>
    public async Task<Uri> PageAsync(CancellationToken cancellationToken)
    {
        await Eventually.IsTrueAsync(() => HasExited || PageLine() is not null, cancellationToken);
        Assert.False(HasExited, string.Join('\n', [.. Output, .. Errors]));
        return new Uri(PageLine()!["Page:".Length..].Trim());
    }

    public async Task<int> ExitCodeAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    // .../BtcTracker.Tests/bin/Debug/net10.0/ -> .../BtcTracker.AppHost/bin/Debug/net10.0/
    private static string AssemblyPath() => Path.Combine(
        AppContext.BaseDirectory.Replace("BtcTracker.Tests", "BtcTracker.AppHost", StringComparison.Ordinal), "BtcTracker.AppHost.dll");

    private static void Keep(List<string> lines, string? line)
    {
        lock (lines)
        {
            lines.AddRange(line is null ? [] : [line]);
        }
    }

    private static List<string> Copy(List<string> lines)
    {
        lock (lines)
        {
            return [.. lines];
        }
    }

    private string? PageLine() => Output.FirstOrDefault(line => line.StartsWith("Page:", StringComparison.Ordinal));
}
