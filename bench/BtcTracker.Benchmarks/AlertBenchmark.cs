using System.Diagnostics;
using System.Globalization;
using BtcTracker.Benchmarks.Measuring;
using BtcTracker.Ingest.Alerts.Push;
using BtcTracker.Market;
using BtcTracker.Market.Push;
using BtcTracker.Market.Storage.Holders;

namespace BtcTracker.Benchmarks;

/// <summary>Evaluates the alerts of many holders on one quote: that none has reached, and that all have.</summary>
internal static class AlertBenchmark
{
    private const int Alerts = 10_000;
    private const int Rounds = 100;
    private static readonly DateTimeOffset Noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Measures and prints both; the first round, which compiles the code, apart.</summary>
    public static int Run()
    {
        Console.WriteLine($"{Machine.Describe()}; load before: {Machine.Load()}");
        var alerts = Enumerable.Range(0, Alerts).Select(Alert).ToList();
        foreach (var (what, price) in new[] { ("below all", 99_000m), ("above all", 120_000m) })
        {
            var times = Enumerable.Range(0, Rounds).Select(_ => TimeOf(alerts, price)).ToList();
            var (first, rest) = (times[0], times.Skip(1).ToList());
            FormattableString line =
                $"{Alerts:N0} alerts, a quote {what}: first {first:F2} ms, median {Percentiles.MedianOf(rest):F2}, longest {rest.Max():F2}";
            Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
        }

        Console.WriteLine($"load after: {Machine.Load()}");
        return 0;
    }

    private static double TimeOf(IReadOnlyList<HolderAlert> alerts, decimal price)
    {
        var quote = new Quote
        {
            Symbol = Symbol.BtcUsd,
            Slot = Noon,
            AsOf = Noon,
            Source = "coinmarketcap",
            Price = price,
        };
        var watch = Stopwatch.StartNew();
        var changed = HolderAlertWatcher.Changed(alerts, quote, Noon).Count;
        var time = watch.Elapsed.TotalMilliseconds;
        return changed == (price > 100_000 ? Alerts : 0) ? time : throw new BenchmarkException($"{changed} alerts have changed.");
    }

    private static HolderAlert Alert(int number) =>
        new()
        {
            HolderKey = $"HOLDER{number / HolderAlert.Most}",
            HolderId = $"{number / HolderAlert.Most}",
            Shard = number % 8,
            Number = (number % HolderAlert.Most) + 1,
            Tag = $"{number:x8}",
            Side = AlertSide.Above,
            Price = 100_000 + number,
            Push = new PushSubscription("https://push.example.com/x", "", "", "en"),
            Reached = false,
            Since = Noon.AddMinutes(-5),
        };
}
