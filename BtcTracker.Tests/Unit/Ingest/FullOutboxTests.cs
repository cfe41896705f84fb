using System.Diagnostics.Metrics;
using BtcTracker.Ingest;
using BtcTracker.Ingest.Slots;
using BtcTracker.Market;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace BtcTracker.Tests.Unit.Ingest;

/// <summary>What a full queue drops is counted, and remembered as gaps.</summary>
[Trait("Level", "Unit")]
public sealed class FullOutboxTests : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<string> _counted = [];
    private readonly Outbox _outbox;

    public FullOutboxTests()
    {
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Count(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Count(instrument, value, tags));
        _listener.Start();
        _outbox = new Outbox(IngestParts.EachSecond, new IngestMetrics(meters), NullLogger<Outbox>.Instance, capacity: 2);
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public void A_dropped_quote_is_lost_and_its_slot_missed()
    {
        Add(quote: true, 0);
        Add(quote: true, 1);
        Add(quote: true, 2);

        Assert.Equal((2, 2), (_outbox.Count, _outbox.QuoteCount));
        Assert.Equal(["quotes.lost 1 ", "slots.missed 1 NotStored"], _counted);
        Assert.Equal([new SlotOutcome(SlotAt(0), null) { Reason = GapReason.NotStored }], _outbox.TakeLost());
    }

    [Fact]
    public void A_dropped_gap_keeps_its_reason_and_is_counted_by_nothing()
    {
        Add(quote: false, 0);
        Add(quote: true, 1);
        Add(quote: true, 2);

        Assert.Empty(_counted);
        Assert.Equal([new SlotOutcome(SlotAt(0), null) { Reason = GapReason.NoSource }], _outbox.TakeLost());
    }

    [Fact]
    public void Dropped_slots_are_merged_only_where_they_follow_each_other_for_the_same_reason()
    {
        foreach (var slot in new[] { 0, 1, 5, 6 })
        {
            Add(quote: true, slot);
        }

        Add(quote: false, 7);
        Add(quote: true, 8);
        Add(quote: true, 9);

        Assert.Equal(
            [
                new SlotOutcome(SlotAt(0), null) { Count = 2, Reason = GapReason.NotStored },
                new SlotOutcome(SlotAt(5), null) { Count = 2, Reason = GapReason.NotStored },
                new SlotOutcome(SlotAt(7), null) { Reason = GapReason.NoSource },
            ],
            _outbox.TakeLost()
        );
    }

    [Fact]
    public void The_length_of_the_queue_is_that_of_its_quotes()
    {
        Add(quote: true, 0);
        Add(quote: false, 1);

        _listener.RecordObservableInstruments();

        Assert.Equal(["queue.length 1 "], _counted);
    }

    [Fact]
    public async Task A_batch_has_a_hundred_outcomes_at_most()
    {
        var outbox = new Outbox(IngestParts.EachSecond, IngestParts.Metrics(), NullLogger<Outbox>.Instance);
        for (var number = 0; number < 101; number++)
        {
            outbox.Add(new SlotOutcome(SlotAt(number), null));
        }

        Assert.Equal(100, (await outbox.TakeAsync(TestContext.Current.CancellationToken)).Count);
        Assert.Single(await outbox.TakeAsync(TestContext.Current.CancellationToken));
    }

    private static DateTimeOffset SlotAt(int number) => IngestParts.Noon.AddSeconds(number);

    private void Count<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _counted.Add(
            $"{instrument.Name["btctracker.ingest.".Length..]} {value} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}"
        );

    private void Add(bool quote, int number) =>
        _outbox.Add(new SlotOutcome(SlotAt(number), quote ? IngestParts.Quote(60_000m, SlotAt(number)) : null));
}
