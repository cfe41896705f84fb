using BtcTracker.Benchmarks.Data;
using BtcTracker.Benchmarks.Measuring;

namespace BtcTracker.Benchmarks;

/// <summary>What reading costs in the naive and in the bucketed design, on one year of readings and on ten.</summary>
internal static class StoreBenchmark
{
    private const int Years = 10;

    /// <summary>Measures both embedded engines at one year, and dynoxide at ten.</summary>
    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine($"{Machine.Describe()}; load before: {Machine.Load()}");
        var now = TimeProvider.System.GetUtcNow();
        await using var oneYear = await LoadAsync(now, Readings.InAYear, cancellationToken);
        await using var tenYears = await LoadAsync(now, Years * Readings.InAYear, cancellationToken);
        await using var dynalite = await DynaliteStore.CopyAsync(oneYear.Endpoint, cancellationToken);
        StoreViews.PrintHead();
        await PrintAsync(new StoreViews("dynoxide, 1 year", oneYear.Endpoint, now), cancellationToken);
        await PrintAsync(new StoreViews($"dynoxide, {Years} years", tenYears.Endpoint, now), cancellationToken);
        await PrintAsync(new StoreViews("dynalite, 1 year", dynalite.Endpoint, now), cancellationToken);
        Console.WriteLine($"Load after: {Machine.Load()}");
        return 0;
    }

    private static Task<LoadedStore> LoadAsync(DateTimeOffset now, int readings, CancellationToken cancellationToken) =>
        LoadedStore.StartAsync(
            async export =>
            {
                var quotes = Readings.EndingAt(now, readings);
                await export.WriteAsync(quotes, cancellationToken);
                export.WriteNaive(quotes);
            },
            cancellationToken
        );

    private static async Task PrintAsync(StoreViews views, CancellationToken cancellationToken)
    {
        await views.PrintNaiveAsync(cancellationToken);
        await views.PrintBucketedAsync(cancellationToken);
    }
}
