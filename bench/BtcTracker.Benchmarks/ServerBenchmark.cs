using BtcTracker.Benchmarks.Data;
using BtcTracker.Benchmarks.Measuring;

namespace BtcTracker.Benchmarks;

/// <summary>Loads the web project, an empty endpoint, nginx and the naive server in turns, and compares them.</summary>
internal static class ServerBenchmark
{
    private const int Rounds = 5;

    /// <summary>Measures, prints a table, and ends with the line of ratios.</summary>
    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (Command.Find("wrk") is null)
        {
            throw new BenchmarkException(Wrk.HowToInstall);
        }

        Console.WriteLine($"{Machine.Describe()}; load before: {Machine.Load()}");
        await using var store = await LoadedStore.StartAsync(WriteYearAsync, cancellationToken);
        await using var servers = await ServersUnderTest.StartAsync(store, cancellationToken);
        var results = await new InterleavedLoad(servers.Targets).RunAsync(Rounds, cancellationToken);
        ServerReport.Print(results, servers, store);
        return 0;

        async Task WriteYearAsync(MarketExport export)
        {
            var quotes = Readings.EndingAt(TimeProvider.System.GetUtcNow(), Readings.InAYear);
            await export.WriteAsync(quotes, cancellationToken);
            export.WriteNaive(quotes);
        }
    }
}
