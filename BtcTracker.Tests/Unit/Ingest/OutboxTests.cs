using BtcTracker.Ingest.Slots;
using BtcTracker.Market;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Tests.Unit.Ingest;

[Trait("Level", "Unit")]
public sealed class OutboxTests
{
    private readonly LogKeeper<Outbox> _log = new();
    private readonly Outbox _outbox;

    public OutboxTests() => _outbox = new Outbox(IngestParts.EachSecond, IngestParts.Metrics(), _log);

    [Fact]
    public async Task Outcomes_come_out_in_order_and_none_twice()
    {
        Add(250);
        var taken = new List<SlotOutcome>();
        while (taken.Count < 250)
        {
            taken.AddRange(await _outbox.TakeAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal(Enumerable.Range(0, 250).Select(SlotAt), taken.Select(outcome => outcome.Slot));
        Assert.Equal(0, _outbox.Count);
    }

    [Fact]
    public async Task The_oldest_goes_where_it_is_full_and_that_is_said()
    {
        Add(Outbox.Capacity + 3);

        Assert.Equal(Outbox.Capacity, _outbox.Count);
        Assert.Equal(SlotAt(3), (await _outbox.TakeAsync(TestContext.Current.CancellationToken))[0].Slot);
        Assert.Equal(3, _log.Lines.Count(line => line.Level == LogLevel.Error));
    }

    [Fact]
    public async Task What_was_added_before_the_end_still_comes_out()
    {
        Add(2);
        _outbox.Complete();

        Assert.Equal(2, (await _outbox.TakeAsync(TestContext.Current.CancellationToken)).Count);
        Assert.Empty(await _outbox.TakeAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Outcomes_without_a_quote_are_no_loss()
    {
        Add(2);
        _outbox.Add(new SlotOutcome(SlotAt(2), null));
        Assert.Equal((3, 2), (_outbox.Count, _outbox.QuoteCount));

        await _outbox.TakeAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, _outbox.QuoteCount);
        for (var number = 0; number < Outbox.Capacity + 3; number++)
        {
            _outbox.Add(new SlotOutcome(SlotAt(number), null));
        }

        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void Slots_that_were_dropped_are_reported_once_and_together()
    {
        Add(Outbox.Capacity + 3);
        _outbox.Add(new SlotOutcome(SlotAt(-5), null));

        Assert.Equal([new SlotOutcome(SlotAt(0), null) { Count = 4, Reason = GapReason.NotStored }], _outbox.TakeLost());
        Assert.Empty(_outbox.TakeLost());
    }

    private static DateTimeOffset SlotAt(int number) => IngestParts.Noon.AddSeconds(number);

    private void Add(int count)
    {
        for (var number = 0; number < count; number++)
        {
            _outbox.Add(new SlotOutcome(SlotAt(number), IngestParts.Quote(60_000m, SlotAt(number))));
        }
    }
}
