using BtcTracker.Ingest;
using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Storing;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BtcTracker.Tests.App;

/// <summary>Own candles in a real store, over the border of a day in ten-second slots.</summary>
[Trait("Level", "App")]
public sealed class IngestCandleTests : IAsyncLifetime
{
    private static readonly TimeSpan Slot = TimeSpan.FromSeconds(10);

    // Yesterday's midnight, so that no slot is ahead of the clock.
    private readonly DateTimeOffset _midnight = Interval.OneDay.OpenTimeOf(TimeProvider.System.GetUtcNow()).AddDays(-1);
    private IngestWorld? _world;
    private IHost? _ingest;
    private StoreWorker? _worker;

    private IngestWorld World => _world!;

    private Outbox Outbox => _ingest!.Services.GetRequiredService<Outbox>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await IngestWorld.StartAsync();
        _ingest = IngestApp.CreateBuilder(World.Arguments(("Ingest__Interval", "10s"))).Build();
        _worker = _ingest.Services.GetServices<IHostedService>().OfType<StoreWorker>().Single();
    }

    public async ValueTask DisposeAsync()
    {
        await _worker!.StopAsync(CancellationToken.None);
        _ingest!.Dispose();
        await World.DisposeAsync();
    }

    [Fact]
    public async Task A_backlog_a_late_quote_and_slots_that_follow_leave_no_candle_short()
    {
        Read(_midnight.AddMinutes(-20), slots: 200);
        await _worker!.StartAsync(Token);
        await StoredAsync(200);
        Read(_midnight.AddHours(-3).AddMinutes(-7), slots: 1);
        Read(_midnight.AddMinutes(15), slots: 3);
        await StoredAsync(204);

        await _worker.StopAsync(Token);

        await World.AssertOwnCandlesEqualTheirQuotesAsync();
    }

    [Fact]
    public async Task A_day_is_whole_at_its_last_slot_although_that_gave_no_quote()
    {
        Read(_midnight.AddSeconds(-40), slots: 3);
        Outbox.Add(new SlotOutcome(_midnight.AddSeconds(-10), null));
        await _worker!.StartAsync(Token);
        await StoredAsync(3);

        await Eventually.GetAsync(() => World.CandlesAsync(Interval.OneDay), days => days is [{ N: 3 }], Token);
    }

    [Fact]
    public async Task An_item_that_cannot_be_read_holds_back_neither_the_start_nor_the_quotes_of_its_day()
    {
        var slot = _midnight.AddHours(12);
        await World.Writer.EnsureTableAsync(Token);
        await World.PutUnreadableQuoteAsync(slot);
        Read(slot + Slot, slots: 3);

        await _worker!.StartAsync(Token);

        foreach (var number in Enumerable.Range(1, 3))
        {
            await Eventually.GetAsync(
                () => World.Reader.FindQuoteAsync(Symbol.BtcUsd, slot + (number * Slot), Token),
                quote => quote is not null,
                Token
            );
        }
    }

    private void Read(DateTimeOffset first, int slots)
    {
        for (var number = 0; number < slots; number++)
        {
            var slot = first + (number * Slot);
            Outbox.Add(new SlotOutcome(slot, MarketData.Quote(slot, 60_000m + (number * 37 % 101), "demo:coinbase")));
        }
    }

    private async Task StoredAsync(int count) => await Eventually.GetAsync(World.QuotesAsync, quotes => quotes.Count == count, Token);
}
