using BtcTracker.Ingest;
using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Storing;
using BtcTracker.Market;
using BtcTracker.Tests.App;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Unit.Ingest;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BtcTracker.Tests.Faults;

/// <summary>A store that is down for longer than the queue lasts: what is dropped becomes a gap in the store.</summary>
[Trait("Level", "Faults")]
public sealed class FullQueueTests : IAsyncLifetime
{
    private const int Capacity = 20;

    // Yesterday's noon: in the past, and in one month.
    private static readonly DateTimeOffset First = Interval.OneDay.OpenTimeOf(TimeProvider.System.GetUtcNow()).AddHours(-12);

    private readonly LogKeeper<StoreCalls> _failures = new();
    private IngestWorld? _world;
    private IHost? _ingest;

    private IngestWorld World => _world!;

    private Outbox Outbox => _ingest!.Services.GetRequiredService<Outbox>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await IngestWorld.StartAsync();
        var builder = IngestApp.CreateBuilder(World.Arguments(("Ingest__Interval", "1s")));
        builder.Services.AddSingleton<ILogger<StoreCalls>>(_failures);
        builder.Services.AddSingleton(services => new Outbox(
            services.GetRequiredService<SlotGrid>(),
            services.GetRequiredService<IngestMetrics>(),
            NullLogger<Outbox>.Instance,
            Capacity
        ));
        _ingest = builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        _ingest!.Dispose();
        await World.DisposeAsync();
    }

    [Fact]
    public async Task Every_slot_has_its_quote_or_is_reported_as_not_stored_or_without_a_source()
    {
        var worker = _ingest!.Services.GetServices<IHostedService>().OfType<StoreWorker>().Single();
        Read(0, count: 1);
        await worker.StartAsync(Token);
        await Eventually.GetAsync(World.QuotesAsync, quotes => quotes.Count == 1, Token);
        await Eventually.GetAsync(() => World.Reader.FindStatusAsync(Token), status => status is not null, Token);

        await World.Store.KillAsync();
        Read(1, count: 1);
        await Eventually.IsTrueAsync(() => Outbox.Count == 0 && !_failures.Lines.IsEmpty, Token);
        Read(2, count: 5);
        Outbox.Add(new SlotOutcome(SlotAt(7), null));
        Read(8, count: Capacity);
        await World.Store.StartAgainAsync(Token);
        await Eventually.GetAsync(World.QuotesAsync, quotes => quotes.Count == 2 + Capacity, Token);
        await worker.StopAsync(Token);

        Assert.Equal([.. Slots(0, 2), .. Slots(8, Capacity)], (await World.QuotesAsync()).Select(quote => quote.Slot));
        Assert.Equal(
            [(SlotAt(2), 5, GapReason.NotStored), (SlotAt(7), 1, GapReason.NoSource)],
            (await World.GapsAsync()).Select(gap => (gap.FirstSlot, gap.Count, gap.Reason))
        );
        await World.AssertEverySlotIsStoredOrMissedAsync(IngestParts.EachSecond.Interval);
        await World.AssertOwnCandlesEqualTheirQuotesAsync();
    }

    private static DateTimeOffset SlotAt(int number) => First.AddSeconds(number);

    private static IEnumerable<DateTimeOffset> Slots(int first, int count) => Enumerable.Range(first, count).Select(SlotAt);

    private void Read(int first, int count)
    {
        foreach (var slot in Slots(first, count))
        {
            Outbox.Add(new SlotOutcome(slot, MarketData.Quote(slot, 60_000m + slot.Second, "demo:coinbase")));
        }
    }
}
