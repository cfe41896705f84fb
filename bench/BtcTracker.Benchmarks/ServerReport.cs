using System.Globalization;
using BtcTracker.Benchmarks.Data;
using BtcTracker.Benchmarks.Measuring;

namespace BtcTracker.Benchmarks;

/// <summary>Prints what the servers' comparison has shown.</summary>
internal static class ServerReport
{
    /// <summary>Prints the medians, the ratios to the empty endpoint, and last the line of ratios.</summary>
    public static void Print(RoundResults results, ServersUnderTest servers, LoadedStore store)
    {
        Console.WriteLine();
        Console.WriteLine(
            "| target | requests/s | p50 ms | p99 ms | CPU µs/request | bytes/view | requests, CPU, p99 by the empty endpoint's |"
        );
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | --- |");
        foreach (var name in results.Names)
        {
            PrintRow(results, name);
        }

        Console.WriteLine();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Web process: {servers.Web.ResidentBytes / 1e6:F0} MB, at most {servers.Web.PeakResidentBytes / 1e6:F0} MB. Load after: "
                    + $"{Machine.Load()}"
            )
        );
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"latest/empty={Speed(ServersUnderTest.Latest, ServersUnderTest.Empty):F3} "
                    + $"latest/without-holders={Speed(ServersUnderTest.Latest, ServersUnderTest.WithoutHolders):F3} "
                    + $"history/empty={Speed(ServersUnderTest.History, ServersUnderTest.Empty):F3} "
                    + $"history/same-bytes={Speed(ServersUnderTest.History, ServersUnderTest.SameHistory):F3} "
                    + $"naive/history={Speed(ServersUnderTest.Naive, ServersUnderTest.History):G3}"
            )
        );

        double Speed(string name, string other) => results.Ratio(name, other, round => round.RequestsPerSecond);
    }

    private static void PrintRow(RoundResults results, string name)
    {
        double Of(Func<Measurement, double> figure) => results.Median(name, figure);
        double ByEmpty(Func<Measurement, double> figure) => results.Ratio(name, ServersUnderTest.Empty, figure);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {Of(Speed):G5} | {Of(P50):F2} | {Of(P99):F2} | {Of(Cpu):F1} | {Of(round => round.BytesPerRequest):F0} | "
                    + $"{ByEmpty(Speed):G3}, {ByEmpty(Cpu):G3}, {ByEmpty(P99):G3} |"
            )
        );
    }

    private static double Speed(Measurement round) => round.RequestsPerSecond;

    private static double P50(Measurement round) => round.P50.TotalMilliseconds;

    private static double P99(Measurement round) => round.P99.TotalMilliseconds;

    private static double Cpu(Measurement round) => round.CpuPerRequest.TotalMicroseconds;
}
