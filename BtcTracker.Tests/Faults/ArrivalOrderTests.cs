using BtcTracker.Ingest;
using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Storing;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BtcTracker.Tests.Faults;

/// <summary>Readings that come late, twice and in any order, through ingest's own storing into a real store.</summary>
[Slow]
[Trait("Level", "Faults")]
public sealed class ArrivalOrderTests : IAsyncLifetime
{
    private const int Slots = 60;
    private const int Orders = 3;

    // Around the beginning of the last month: over the border of an hour, a day and a partition.
    private static readonly DateTimeOffset Middle = BeginningOfLastMonth(TimeProvider.System.GetUtcNow());

    private EmbeddedStore? _engine;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(1, SlowTests.AreWanted ? 20 : 2)];

    public async ValueTask InitializeAsync() => _engine = await EmbeddedStore.StartAsync(null, Token);

    public async ValueTask DisposeAsync() => await _engine!.DisposeAsync();

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Every_order_leaves_one_quote_a_slot_and_the_same_candles_and_the_latest_never_goes_back(int seed)
    {
        var random = new Random(seed);
        var quotes = Quotes(random);
        for (var order = 0; order < Orders; order++)
        {
            using var store = new PriceStoreHost(_engine!.Endpoint);

            await StoreAsync(store, Arrivals(quotes, random), random);

            Assert.Equal(quotes[^1].Slot, (await store.Reader.FindStatusAsync(Token))!.LastStoredSlot);
            var range = new TimeRange(quotes[0].Slot, quotes[^1].Slot.AddDays(1));
            Assert.Equal(quotes, await store.Reader.ReadQuotesAsync(Symbol.BtcUsd, range, Token).ToListAsync(Token));
            foreach (var interval in Interval.Stored)
            {
                var expected = quotes
                    .GroupBy(quote => interval.OpenTimeOf(quote.Slot))
                    .Select(group => Rollup.FromQuotes(group, interval, group.Key));
                var candles = range with { From = interval.OpenTimeOf(range.From) };
                Assert.Equal(expected, await store.Reader.ReadCandlesAsync(Symbol.BtcUsd, interval, candles, Token).ToListAsync(Token));
            }
        }
    }

    /// <summary>Some of three hours' minutes, oldest first.</summary>
    private static List<Quote> Quotes(Random random)
    {
        var minutes = Enumerable.Range(-90, 180).ToArray();
        random.Shuffle(minutes);
        return
        [
            .. minutes
                .Take(Slots)
                .Order()
                .Select(minute =>
                    MarketData.Quote(Middle.AddMinutes(minute), 60_000m + random.Next(-2_000, 2_000), $"demo:{random.Next(3)}")
                ),
        ];
    }

    /// <summary>
    /// Each quote in an order by chance, and after some of them, by and by, the same once more or a twin's reading of the slot.
    /// </summary>
    private static List<Quote> Arrivals(List<Quote> quotes, Random random)
    {
        var arrivals = quotes.ToArray();
        random.Shuffle(arrivals);
        var all = arrivals.ToList();
        foreach (var first in arrivals.Where(_ => random.Next(3) == 0))
        {
            var again = random.Next(2) == 0 ? first : first with { Price = first.Price * 2, Source = "demo:twin" };
            all.Insert(random.Next(all.IndexOf(first) + 1, all.Count + 1), again);
        }

        return all;
    }

    private async Task StoreAsync(PriceStoreHost store, List<Quote> arrivals, Random random)
    {
        using var ingest = Ingest(store.Table);
        var (outbox, worker) = (ingest.Services.GetRequiredService<Outbox>(), ingest.Services.GetRequiredService<StoreWorker>());
        await worker.StartAsync(Token);
        var last = DateTimeOffset.MinValue;
        foreach (var together in Chunks(arrivals, random))
        {
            foreach (var quote in together)
            {
                outbox.Add(new SlotOutcome(quote.Slot, quote));
            }

            last = await AssertNotGoneBackAsync(store, last);
        }

        outbox.Complete();
        while (!worker.ExecuteTask!.IsCompleted)
        {
            last = await AssertNotGoneBackAsync(store, last);
        }

        await worker.ExecuteTask;
        await worker.StopAsync(Token);
    }

    private static IEnumerable<Quote[]> Chunks(List<Quote> arrivals, Random random)
    {
        for (var at = 0; at < arrivals.Count; )
        {
            var together = arrivals.Skip(at).Take(random.Next(1, 10)).ToArray();
            at += together.Length;
            yield return together;
        }
    }

    private static async Task<DateTimeOffset> AssertNotGoneBackAsync(PriceStoreHost store, DateTimeOffset last)
    {
        var latest = await store.Reader.FindLatestQuoteAsync(Symbol.BtcUsd, TimeProvider.System.GetUtcNow(), Token);
        Assert.True(
            latest is null ? last == DateTimeOffset.MinValue : latest.Slot >= last,
            $"The latest quote was of {last:u}, then of {latest?.Slot:u}."
        );
        return latest?.Slot ?? last;
    }

    private IHost Ingest(string table) =>
        IngestApp
            .CreateBuilder([
                "--Market:Mode=live",
                "--Ingest:Interval=1m",
                $"--AWS_ENDPOINT_URL_DYNAMODB={_engine!.Endpoint}",
                $"--Store:Table={table}",
                "--Store:AttemptTimeout=00:00:10",
                "--Logging:LogLevel:Default=Warning",
            ])
            .Build();

    private static DateTimeOffset BeginningOfLastMonth(DateTimeOffset now) =>
        new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(-1);
}
