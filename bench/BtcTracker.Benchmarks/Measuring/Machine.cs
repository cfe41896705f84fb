using System.Runtime.InteropServices;

namespace BtcTracker.Benchmarks.Measuring;

/// <summary>Describes the machine of a measurement, and its load.</summary>
internal static class Machine
{
    /// <summary>The processor, its cores and the runtime, in one line.</summary>
    public static string Describe() =>
        $"{Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";

    /// <summary>The load averages of 1, 5 and 15 minutes.</summary>
    public static string Load() => string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3));

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            ?.Split(':')[1]
            .Trim()
        ?? "unknown processor";
}
