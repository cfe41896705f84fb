using System.Diagnostics;
using System.Globalization;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>Sees processes from outside, as <c>ps</c> does.</summary>
internal static class ProcessTree
{
    /// <summary>Whether a process lives; a zombie does not.</summary>
    public static bool IsAlive(int processId) => Snapshot().Any(process => process.Id == processId);

    /// <summary>The ids of all processes below one.</summary>
    public static IReadOnlyList<int> Below(int processId)
    {
        var all = Snapshot();
        List<int> found = [];
        var level = new List<int> { processId };
        while (level.Count > 0)
        {
            level = [.. all.Where(process => level.Contains(process.ParentId)).Select(process => process.Id)];
            found.AddRange(level);
        }

        return found;
    }

    /// <summary>Sends a signal, such as <c>TERM</c> or <c>KILL</c>.</summary>
    public static async Task SignalAsync(int processId, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", "--", processId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Sends a signal to a whole process group, as a terminal and a supervisor do.</summary>
    public static Task SignalGroupAsync(int leaderId, string signal) => SignalAsync(-leaderId, signal);

    private static List<(int Id, int ParentId)> Snapshot()
    {
        using var ps = Process.Start(new ProcessStartInfo("ps", ["-A", "-o", "pid=,ppid=,state="]) { RedirectStandardOutput = true })!;
        var lines = ps.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        ps.WaitForExit();
        return [.. lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(columns => !columns[2].StartsWith('Z'))
            .Select(columns => (int.Parse(columns[0], CultureInfo.InvariantCulture), int.Parse(columns[1], CultureInfo.InvariantCulture)))];
    }
}
