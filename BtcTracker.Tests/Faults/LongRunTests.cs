using System.Diagnostics;
using System.Globalization;
using BtcTracker.Market;
using BtcTracker.Tests.Faults.Runs;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Faults;

/// <summary>
/// Days of ingest over a real store, in minutes: vendors, the store, the process and the machine fail by chance, as a file in
/// <c>Schedules</c> says. A seed's run is the same every time; <c>BTCTRACKER_SEED=7</c> runs only that one.
/// </summary>
[Trait("Level", "Faults")]
public sealed class LongRunTests : IAsyncLifetime
{
    private static readonly TimeSpan Slot = TimeSpan.FromMinutes(5);
    private static readonly TimeRange Always = new(DateTimeOffset.UnixEpoch, LongRun.First.AddYears(1));

    private EmbeddedStore? _engine;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A day at each commit, three weeks among the slow tests, twenty months where <c>BTCTRACKER_NIGHTLY=1</c>.</summary>
    public static TheoryData<string, int> Runs { get; } = [.. Schedules().SelectMany(SeedsOf)];

    public async ValueTask InitializeAsync() => _engine = await EmbeddedStore.StartInMemoryAsync(Token);

    public async ValueTask DisposeAsync() => await _engine!.DisposeAsync();

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Every_slot_has_its_true_quote_or_is_reported_as_missed_whatever_fails(string schedule, int seed)
    {
        var faults = FaultSchedule.Read(schedule);
        using var store = new PriceStoreHost(_engine!.Endpoint);
        using var run = new LongRun(faults, seed, _engine.Endpoint, store.Table);
        var watch = Stopwatch.StartNew();

        run.Run();

        watch.Stop();
        var quotes = await store.Reader.ReadQuotesAsync(Symbol.BtcUsd, Always, Token).ToListAsync(Token);
        var gaps = await store.Reader.ReadGapsAsync(Symbol.BtcUsd, Always, Token).ToListAsync(Token);
        AssertAllSlots(faults.Days, quotes, gaps);
        await StoredCandles.AssertEqualAsync(store.Reader, quotes);
        Assert.All(quotes, quote => Assert.True(IsTrue(quote, run), $"{quote} while the market was at {run.Market.PriceAt(quote.AsOf)}."));
        var outcome = Outcome(run, quotes, gaps);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"Schedule {schedule}, BTCTRACKER_SEED={seed}, {watch.Elapsed.TotalSeconds:F1} s. What came of "
                + $"it:\n{FaultSchedule.Text(outcome)}"
        );
        Assert.True(outcome.Lost == 0 || outcome.Stops > 0, "Quotes were lost though no process ended.");
        if (faults.Expected.TryGetValue(seed, out var expected))
        {
            Assert.Equal(FaultSchedule.Text(expected), FaultSchedule.Text(outcome));
        }
    }

    private static IEnumerable<string> Schedules()
    {
        yield return "day";
        if (SlowTests.AreWanted)
        {
            yield return "week";
        }

        if (SlowTests.AreWantedNightly)
        {
            yield return "month";
        }
    }

    private static IEnumerable<TheoryDataRow<string, int>> SeedsOf(string schedule)
    {
        var seeds = Environment.GetEnvironmentVariable("BTCTRACKER_SEED") is { Length: > 0 } seed
            ? [int.Parse(seed, CultureInfo.InvariantCulture)]
            : FaultSchedule.Read(schedule).Seeds;
        return seeds.Select(one => new TheoryDataRow<string, int>(schedule, one));
    }

    private static void AssertAllSlots(int days, List<Quote> quotes, List<Gap> gaps)
    {
        var missed = gaps.SelectMany(gap => Enumerable.Range(0, (int)gap.Count).Select(place => gap.FirstSlot + (place * gap.Interval)));
        var expected = Enumerable.Range(0, days * 288).Select(place => LongRun.First + (place * Slot));
        Assert.Equal(expected, quotes.Select(quote => quote.Slot).Concat(missed).Order());
    }

    // A vendor that strays is found out at the next comparison; until then its price is taken, which is within the bounds of a jump.
    private static bool IsTrue(Quote quote, LongRun run) => !quote.Confirmed || IsNear(quote, run) || IsStraying(quote, run);

    private static bool IsNear(Quote quote, LongRun run)
    {
        var price = run.Market.PriceAt(quote.AsOf);
        return Math.Abs(quote.Price - price) <= price * 0.03m;
    }

    private static bool IsStraying(Quote quote, LongRun run)
    {
        var vendor = FaultPlan.Vendors.First(name => quote.Source.StartsWith(name, StringComparison.Ordinal));
        return run.Plan.OfVendor(vendor, quote.AsOf)?.Kind == FaultKind.Straying;
    }

    private static RunOutcome Outcome(LongRun run, List<Quote> quotes, List<Gap> gaps) =>
        new(
            quotes.Count,
            gaps.GroupBy(gap => gap.Reason.ToString())
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Sum(gap => gap.Count)),
            run.Tally.Rejected,
            quotes.Count(quote => !quote.Confirmed),
            quotes.Count(quote => quote.Outdated),
            quotes.Count(quote => quote.Confirmed && !IsNear(quote, run)),
            run.Tally.Lost,
            run.Ends.GetValueOrDefault(FaultKind.Kill),
            run.Ends.GetValueOrDefault(FaultKind.Stop),
            run.Ends.GetValueOrDefault(FaultKind.Sleep),
            run.Ends.GetValueOrDefault(FaultKind.Twin)
        );
}
