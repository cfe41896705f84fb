using System.Globalization;

namespace BtcTracker.Benchmarks.Measuring;

/// <summary>Linux's figures of a process in <c>/proc</c>.</summary>
internal static class ProcessFigures
{
    /// <summary>The kernel reports times in this unit to every program, whatever its own is.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(0.01);

    /// <summary>The processor time that a process and its children have used, in steps of 10 ms.</summary>
    public static TimeSpan CpuTime(int processId) =>
        OwnCpuTime(processId) + Children(processId).Aggregate(TimeSpan.Zero, (sum, child) => sum + CpuTime(child));

    /// <summary>The memory that a process holds, in bytes.</summary>
    public static long ResidentBytes(int processId) => Status(processId, "VmRSS:");

    /// <summary>The most memory that a process has held, in bytes.</summary>
    public static long PeakResidentBytes(int processId) => Status(processId, "VmHWM:");

    /// <summary>Reads utime and stime of <c>123 (dotnet) S 1 …</c>: they are the 14th and 15th field, counted from 1.</summary>
    private static TimeSpan OwnCpuTime(int processId)
    {
        var stat = File.ReadAllText($"/proc/{processId}/stat");
        // The name may hold spaces and parentheses; the third field comes after its last parenthesis.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return Tick * (Number(fields[11]) + Number(fields[12]));
    }

    private static IEnumerable<int> Children(int processId) =>
        Directory
            .EnumerateDirectories($"/proc/{processId}/task")
            .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(id => (int)Number(id));

    /// <summary>Reads a line such as <c>VmRSS:     81234 kB</c>.</summary>
    private static long Status(int processId, string name)
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return Number(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024;
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
