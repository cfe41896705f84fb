using BtcTracker.Benchmarks.Data;
using BtcTracker.Benchmarks.Measuring;

namespace BtcTracker.Benchmarks;

/// <summary>What a view costs as readings grow, and what the web process needs for a history of sixteen years.</summary>
internal static class ScaleBenchmark
{
    private static readonly int[] Counts = [10_000, 100_000, 1_000_000];

    /// <summary>Measures each size on a store and a web process of its own.</summary>
    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine($"{Machine.Describe()}; load before: {Machine.Load()}");
        var (now, rows) = (TimeProvider.System.GetUtcNow(), new List<string>());
        foreach (var count in Counts)
        {
            await using var store = await LoadedStore.StartAsync(
                export => WriteReadingsAsync(export, now, count, cancellationToken),
                cancellationToken
            );
            rows.Add(
                await ScaleRow.MeasureAsync(FormattableString.Invariant($"{count:N0} readings"), store, hasNaive: true, cancellationToken)
            );
        }

        await using var longest = await LoadedStore.StartAsync(
            export => LongestHistory.WriteAsync(export, now, cancellationToken),
            cancellationToken
        );
        rows.Add(await ScaleRow.MeasureAsync("16 years of days, 5 of hours, 1 of 5 minutes", longest, hasNaive: false, cancellationToken));
        ScaleRow.PrintHead();
        rows.ForEach(Console.WriteLine);
        Console.WriteLine($"Load after: {Machine.Load()}");
        return 0;
    }

    private static async Task WriteReadingsAsync(MarketExport export, DateTimeOffset now, int count, CancellationToken cancellationToken)
    {
        var quotes = Readings.EndingAt(now, count);
        await export.WriteAsync(quotes, cancellationToken);
        export.WriteNaive(quotes);
    }
}
