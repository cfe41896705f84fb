using System.Globalization;

namespace BtcTracker.Benchmarks.Streams;

/// <summary>Each stream takes an open file of the server and one of the clients.</summary>
internal static class FileLimit
{
    private const int OtherFiles = 500;
    private const string Line = "Max open files";

    /// <summary>Checks the hard limit; the runtime raises a process's own limit up to it by itself.</summary>
    /// <exception cref="BenchmarkException">It is too low for so many streams.</exception>
    public static void Ensure(int streams)
    {
        var fields = File.ReadLines("/proc/self/limits")
            .Single(line => line.StartsWith(Line, StringComparison.Ordinal))[Line.Length..]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (long.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit < streams + OtherFiles)
        {
            throw new BenchmarkException(
                $"A process may open {limit} files here, and {streams} streams take {streams + OtherFiles}: run 'ulimit -n 65536' as "
                    + $"root, or raise 'nofile' in /etc/security/limits.conf and log in again."
            );
        }
    }
}
