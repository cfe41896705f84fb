using System.Diagnostics;
using System.Globalization;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>Sees processes from outside, as <c>ps</c> does.</summary>
internal static class ProcessTree
{
    /// <summary>Whether a process lives; a zombie does not.</summary>
    public static bool IsAlive(int processId) => Snapshot().Any(process => process.Id == processId);

    /// <summary>The command lines of those of some processes that live.</summary>
    public static string Living(IEnumerable<int> processIds)
    {
        var all = Snapshot().ToLookup(process => process.Id);
        return string.Join(
            '\n',
            processIds.SelectMany(id => all[id]).Select(process => $"{process.Id} below {process.ParentId}: {process.Command}")
        );
    }

    /// <summary>Waits until none of some processes lives; fails after a minute with those that do.</summary>
    public static Task HaveEndedAsync(IReadOnlyCollection<int> processIds, CancellationToken cancellationToken) =>
        Eventually.IsTrueAsync(() => Living(processIds).Length == 0, cancellationToken, () => $"These live on:\n{Living(processIds)}");

    /// <summary>The ids of all processes below one.</summary>
    public static IReadOnlyList<int> Below(int processId) => [.. Below([processId], Snapshot()).Select(process => process.Id)];

    /// <summary>
    /// All processes below one, and the orchestrators (dcp) that watch one of them, which are detached, with all below those.
    /// </summary>
    public static IReadOnlyList<RunningProcess> OfAppHost(int processId)
    {
        var all = Snapshot();
        List<RunningProcess> own = [.. all.Where(process => process.Id == processId), .. Below([processId], all)];
        List<RunningProcess> orchestrators =
        [
            .. all.Where(process =>
                own.Exists(one => process.Command.Contains($"dcp start-apiserver --monitor {one.Id} ", StringComparison.Ordinal))
            ),
        ];
        return
        [
            .. own.Where(process => process.Id != processId),
            .. orchestrators,
            .. Below([.. orchestrators.Select(process => process.Id)], all),
        ];
    }

    /// <summary>The variables that a process was started with, as <c>NAME=value</c>; none where it has ended. On Linux only.</summary>
    public static IReadOnlyList<string> Environment(int processId) => Read($"/proc/{processId}/environ").Split('\0');

    /// <summary>The command lines of the children of a process. On Linux only, and faster there than <c>ps</c>.</summary>
    public static IEnumerable<string> CommandsStartedBy(int processId) =>
        Directory
            .EnumerateDirectories($"/proc/{processId}/task")
            .SelectMany(thread => Read($"{thread}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(child => Read($"/proc/{child}/cmdline"));

    /// <summary>Sends a signal, such as <c>TERM</c> or <c>KILL</c>.</summary>
    public static async Task SignalAsync(int processId, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", "--", processId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Sends a signal to a whole process group, as a terminal and a supervisor do.</summary>
    public static Task SignalGroupAsync(int leaderId, string signal) => SignalAsync(-leaderId, signal);

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ""; // It has ended, or is another user's.
        }
    }

    private static List<RunningProcess> Below(List<int> level, List<RunningProcess> all)
    {
        List<RunningProcess> found = [];
        while (level.Count > 0)
        {
            List<RunningProcess> children = [.. all.Where(process => level.Contains(process.ParentId))];
            found.AddRange(children);
            level = [.. children.Select(process => process.Id)];
        }

        return found;
    }

    private static List<RunningProcess> Snapshot()
    {
        using var ps = Process.Start(
            new ProcessStartInfo("ps", ["-A", "-ww", "-o", "pid=,ppid=,state=,args="]) { RedirectStandardOutput = true }
        )!;
        var lines = ps.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        ps.WaitForExit();
        return
        [
            .. lines
                .Select(line => line.Split(' ', 4, StringSplitOptions.RemoveEmptyEntries))
                .Where(columns => !columns[2].StartsWith('Z'))
                .Select(columns => new RunningProcess(
                    int.Parse(columns[0], CultureInfo.InvariantCulture),
                    int.Parse(columns[1], CultureInfo.InvariantCulture),
                    columns.Length > 3 ? columns[3] : ""
                )),
        ];
    }

    /// <summary>A process as <c>ps</c> lists it.</summary>
    internal sealed record RunningProcess(int Id, int ParentId, string Command);
}
