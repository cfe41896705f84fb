using System.Diagnostics;
using System.Globalization;
using BtcTracker.Benchmarks.Data;
using BtcTracker.Benchmarks.Measuring;
using BtcTracker.Benchmarks.Servers;
using BtcTracker.Benchmarks.Streams;

namespace BtcTracker.Benchmarks;

/// <summary>Holds many live streams open while the store gets a quote a second.</summary>
internal static class StreamBenchmark
{
    private const int ReadingsInStore = 8 * 288;
    private static readonly int[] Counts = [1_000, 10_000];
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(30);

    /// <summary>Measures each number of streams on a web process of its own.</summary>
    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        FileLimit.Ensure(Counts.Max());
        Console.WriteLine($"{Machine.Describe()}; load before: {Machine.Load()}");
        await using var store = await LoadedStore.StartAsync(
            export => export.WriteAsync(Readings.EndingAt(TimeProvider.System.GetUtcNow(), ReadingsInStore), cancellationToken),
            cancellationToken
        );
        using var prices = PriceStore.Open(store.Endpoint);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ticking = new Ticker(prices.Writer).RunAsync(stop.Token);
        Console.WriteLine("| streams | share of a core | KB a stream | RSS MB | quotes seen | delivery p50 ms | p99 ms | lost |");
        Console.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var count in Counts)
        {
            await MeasureAsync(store, count, cancellationToken);
        }

        await stop.CancelAsync();
        await ticking;
        Console.WriteLine($"Delivery counts from the first stream that has a quote. Load after: {Machine.Load()}");
        return 0;
    }

    private static async Task MeasureAsync(LoadedStore store, int count, CancellationToken cancellationToken)
    {
        await using var web = await WebServer.StartAsync(store.Endpoint, "/api/v1/quotes/latest", cancellationToken);
        await WaitAsync(Settling, cancellationToken);
        var before = web.ResidentBytes;
        using var clients = await StreamClients.OpenAsync(web.Address, count, cancellationToken);
        await WaitAsync(Settling, cancellationToken);
        var (cpu, started, first) = (web.CpuTime, Stopwatch.StartNew(), Second());
        await WaitAsync(Watched, cancellationToken);
        var share = (web.CpuTime - cpu) / started.Elapsed;
        var slots = Enumerable
            .Range(0, (int)Watched.TotalSeconds - 2)
            .Select(second => first + second)
            .Where(slot => clients.Arrivals.CountOf(slot) > 0)
            .ToList();
        var delays = slots.SelectMany(clients.Arrivals.DelaysOf).Order().ToArray();
        var seen = slots.Count == 0 ? 0 : (double)delays.Length / (slots.Count * count);
        var row = string.Create(
            CultureInfo.InvariantCulture,
            $"| {count} | {share:F3} | {(web.ResidentBytes - before) / 1024.0 / count:F1} | {web.ResidentBytes / 1e6:F0} | "
                + $"{slots.Count} by {seen:P2} | {Percentiles.At(delays, 0.5):F1} | {Percentiles.At(delays, 0.99):F1} | "
                + $"{clients.Lost} |"
        );
        Console.WriteLine(row);
    }

    private static long Second() => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    private static Task WaitAsync(TimeSpan time, CancellationToken cancellationToken) =>
        Task.Delay(time, TimeProvider.System, cancellationToken);
}
