using System.Diagnostics;
using System.Text.RegularExpressions;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App.Publishing;

/// <summary><c>dotnet aspire …</c> in the repository's folder, without colours and questions.</summary>
internal sealed partial class AspireCliProcess : IDisposable
{
    private readonly Process _process;
    private readonly ProcessOutput _said;

    /// <param name="arguments">The command and its options.</param>
    /// <param name="home">
    /// Where it keeps its own files; null takes the person's. <c>aspire run</c> ends other runs of the same AppHost that it knows of
    /// from there.
    /// </param>
    public AspireCliProcess(string[] arguments, string? home = null)
    {
        // It leads a process group, as under a terminal. Under a shell's background job SIGINT is ignored, and that is inherited.
        string[] command = ["env", "--default-signal=INT,QUIT", "dotnet", "aspire", arguments[0], "--non-interactive", .. arguments[1..]];
        var start = new ProcessStartInfo("setsid", command)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = RepositoryPaths.Root,
            Environment = { ["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "1", ["NO_COLOR"] = "1" },
        };
        if (home is not null)
        {
            var person = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            start.Environment["HOME"] = home;
            start.Environment["DOTNET_CLI_HOME"] = person;
            start.Environment["NUGET_PACKAGES"] =
                Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(person, ".nuget", "packages");
        }

        _process = Process.Start(start)!;
        _said = new ProcessOutput(_process);
    }

    public int Id => _process.Id;

    /// <summary>Its lines without terminal escapes, standard error's at the end.</summary>
    public IReadOnlyList<string> Output => [.. _said.Lines.Concat(_said.Errors).Select(line => Escape().Replace(line, ""))];

    /// <summary>The ids of every process that it started and that still has a parent below it, and of dcp, which detaches itself.</summary>
    public IReadOnlyList<int> Below() =>
        [.. ProcessTree.Below(Id), .. ProcessTree.Below(Id).SelectMany(DcpOf).SelectMany(dcp => (int[])[dcp, .. ProcessTree.Below(dcp)])];

    /// <summary>The id of the running process of a project; null until there is one.</summary>
    public int? FindBelow(string project) =>
        Below().Select(id => (int?)id).FirstOrDefault(id => CommandLine(id!.Value).Contains($"/{project}", StringComparison.Ordinal));

    /// <summary>Waits for the address that it prints behind a label.</summary>
    public async Task<Uri> AddressAsync(string label, CancellationToken cancellationToken)
    {
        string? Find() =>
            Output.FirstOrDefault(line => line.Contains(label, StringComparison.Ordinal)) is { } line
            && Address().Match(line) is { Success: true } address
                ? address.Value
                : null;
        await Eventually.IsTrueAsync(() => _process.HasExited || Find() is not null, cancellationToken);
        Assert.False(_process.HasExited, string.Join('\n', Output));
        return new Uri(Find()!);
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
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    // dcp … --monitor PID
    private static IEnumerable<int> DcpOf(int appHost) =>
        Directory
            .EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
            .Where(id =>
                id > 0
                && CommandLine(id) is var line
                && line.Contains("dcp start-apiserver", StringComparison.Ordinal)
                && line.Contains($"--monitor {appHost} ", StringComparison.Ordinal)
            );

    private static string CommandLine(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/cmdline").Replace('\0', ' ');
        }
        catch (IOException)
        {
            return ""; // It has ended.
        }
    }

    // Colours, and the links that terminals make clickable.
    [GeneratedRegex(@"\x1b\[[0-9;]*m|\x1b\]8;[^\x07\x1b]*(\x07|\x1b\\)")]
    private static partial Regex Escape();

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Address();
}
