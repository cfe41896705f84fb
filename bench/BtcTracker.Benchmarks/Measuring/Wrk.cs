using System.Globalization;

namespace BtcTracker.Benchmarks.Measuring;

/// <summary>Loads an address with wrk for a bounded time over a bounded number of connections.</summary>
internal static class Wrk
{
    /// <summary>What to do where wrk is missing.</summary>
    public const string HowToInstall = "wrk is not installed, and nothing can be loaded without it: apt-get install wrk";

    private const int Threads = 2;
    private const string Marker = "RESULT ";

    /// <summary>Loads a target for its time.</summary>
    /// <exception cref="BenchmarkException">wrk is missing, or an answer was not a success.</exception>
    public static async Task<Measurement> LoadAsync(Target target, CancellationToken cancellationToken)
    {
        var wrk = Command.Find("wrk") ?? throw new BenchmarkException(HowToInstall);
        var before = target.Server.CpuTime;
        var output = await Command.RunAsync(wrk, ArgumentsFor(target), cancellationToken);
        var cpu = target.Server.CpuTime - before;
        return Parse(target, output, cpu);
    }

    private static IEnumerable<string> ArgumentsFor(Target target) =>
        [
            "--threads",
            Number(Math.Min(Threads, target.Connections)),
            "--connections",
            Number(target.Connections),
            "--duration",
            Number((int)target.Duration.TotalSeconds) + "s",
            "--timeout",
            "30s",
            "--script",
            Paths.Beside("Measuring/report.lua"),
            .. target.Headers.SelectMany(header => new[] { "--header", header }),
            target.Address.AbsoluteUri,
        ];

    /// <summary>
    /// Reads the line of report.lua: requests, microseconds, bytes, bad statuses, failures, the two percentiles in microseconds.
    /// </summary>
    private static Measurement Parse(Target target, string output, TimeSpan cpu)
    {
        var line = output.Split('\n').First(line => line.StartsWith(Marker, StringComparison.Ordinal));
        var fields = line[Marker.Length..].Split(' ').Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        var (requests, microseconds, bytes, refused, failed) = (fields[0], fields[1], fields[2], fields[3], fields[4]);
        if (requests == 0 || refused + failed > 0)
        {
            throw new BenchmarkException(
                $"{target.Name}: {requests} answers, {refused} of them no success, {failed} failures: {target.Address}"
            );
        }

        return new Measurement(
            RequestsPerSecond: requests * 1e6 / microseconds,
            P50: TimeSpan.FromMicroseconds(fields[5]),
            P99: TimeSpan.FromMicroseconds(fields[6]),
            CpuPerRequest: cpu / requests,
            BytesPerRequest: (double)bytes / requests
        );
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
