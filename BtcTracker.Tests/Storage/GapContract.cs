using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Storage;

/// <summary>What the store promises of gaps and of ingest's status, on every engine.</summary>
public abstract class GapContract(EngineFixture engine) : IDisposable
{
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);
    private static readonly TimeRange Year = new(Samples.At("2026-01-01"), Samples.At("2027-01-01"));

    private readonly PriceStoreHost _store = new(engine.Endpoint);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Consecutive_missed_slots_are_one_gap_and_noting_them_again_changes_nothing()
    {
        for (var repetition = 0; repetition < 2; repetition++)
        {
            await NoteAsync(Gap("12:00"), Gap("12:05"), Gap("12:10", 3));
        }

        Assert.Equal([Gap("12:00", 5)], await ReadAsync());
    }

    [Fact]
    public async Task Gaps_of_different_reasons_are_adjacent_and_never_overlap()
    {
        await NoteAsync(Gap("12:00", 2), Gap("12:30", 1), Gap("11:50", 12, GapReason.NotRunning));

        Assert.Equal(
            [
                Gap("11:50", 2, GapReason.NotRunning),
                Gap("12:00", 2),
                Gap("12:10", 4, GapReason.NotRunning),
                Gap("12:30"),
                Gap("12:35", 3, GapReason.NotRunning),
            ],
            await ReadAsync()
        );
    }

    [Fact]
    public async Task A_slot_that_gets_its_quote_after_all_is_missed_no_more()
    {
        await NoteAsync(Gap("12:00", 5));
        foreach (var time in new[] { "12:00", "12:10", "12:20" })
        {
            await _store.Writer.TryPutQuoteAsync(Samples.Quote($"2026-10-30T{time}:00Z"), Cancellation);
        }

        Assert.Equal([Gap("12:05"), Gap("12:15")], await ReadAsync());
    }

    [Fact]
    public async Task A_gap_over_the_end_of_a_month_is_read_from_both_months()
    {
        var whole = new Gap(Symbol.BtcUsd, Samples.At("2026-10-31T23:50:00Z"), 5, FiveMinutes, GapReason.NotRunning);
        await NoteAsync(whole, whole);

        Assert.Equal([whole with { Count = 2 }, whole with { FirstSlot = Samples.At("2026-11-01"), Count = 3 }], await ReadAsync());
        Assert.Equal(
            [whole with { FirstSlot = Samples.At("2026-11-01"), Count = 3 }],
            await ReadAsync(Year with { From = Samples.At("2026-11-01") })
        );
    }

    [Fact]
    public async Task A_gap_that_continues_in_the_next_month_is_read_from_any_slot_of_it()
    {
        var (last, first) = (Samples.At("2026-10-31T23:55:00Z"), Samples.At("2026-11-01"));
        await NoteAsync(Gap("12:00") with { FirstSlot = last }, Gap("12:00", 3) with { FirstSlot = first });

        Assert.Equal([Gap("12:00", 2) with { FirstSlot = first + FiveMinutes }], await ReadAsync(Year with { From = first + FiveMinutes }));
    }

    [Fact]
    public async Task A_gap_that_reaches_over_the_edges_of_a_range_is_cut_there()
    {
        await NoteAsync(Gap("12:00", 5));

        Assert.Equal([Gap("12:10", 2)], await ReadAsync(new TimeRange(Gap("12:06").FirstSlot, Gap("12:20").FirstSlot)));
        Assert.Empty(await ReadAsync(new TimeRange(Gap("12:25").FirstSlot, Year.To)));
        Assert.Empty(await ReadAsync(new TimeRange(Year.From, Gap("12:00").FirstSlot)));
    }

    [Fact]
    public async Task A_quote_of_another_rhythm_leaves_the_missed_slots_on_their_grid()
    {
        await NoteAsync(Gap("12:00", 3));
        await _store.Writer.TryPutQuoteAsync(Samples.Quote("2026-10-30T12:06:00Z"), Cancellation);

        Assert.Equal([Gap("12:00", 2), Gap("12:10")], await ReadAsync());
    }

    [Fact]
    public async Task Every_field_of_a_status_comes_back_and_the_next_one_replaces_it_whole_but_for_backfills_progress()
    {
        var at = Samples.At("2026-10-30T12:00:01.25Z");
        var failed = new SourceStatus("coinmarketcap", "MinuteLimit", at, "Too many.", BreakerState.Open, at.AddMinutes(1));
        var silent = new SourceStatus("coinbase", null, null, null, BreakerState.Closed, null);
        await _store.Writer.PutStatusAsync(
            new IngestStatus(at, at, 7, 3, [failed, silent], new SourceCredits(10_000, 9_321, at)),
            Cancellation
        );
        var first = await _store.Reader.FindStatusAsync(Cancellation);
        var progress = new BackfillProgress(
            at,
            true,
            [new BackfilledPart(Interval.OneDay, 1_440, 2_888), new BackfilledPart(Interval.OneHour, 0, 9_600)]
        );
        await _store.Writer.PutBackfillProgressAsync(progress, Cancellation);
        await _store.Writer.PutStatusAsync(new IngestStatus(at, null, 0, 0, [], null), Cancellation);
        var second = await _store.Reader.FindStatusAsync(Cancellation);

        Assert.Equal(
            (at, at, 7, 3, new SourceCredits(10_000, 9_321, at)),
            (first!.UpdatedAt, first.LastStoredSlot, first.OutboxLength, first.MissedSlots, first.Credits)
        );
        Assert.Equal([failed, silent], first.Sources);
        var stored = (await _store.Reader.FindBackfillProgressAsync(Cancellation))!;
        Assert.Equal((progress.UpdatedAt, true), (stored.UpdatedAt, stored.IsRunning));
        Assert.Equal(progress.Parts, stored.Parts);
        Assert.Equal((null, null, 0), (second!.LastStoredSlot, second.Credits, second.Sources.Count));
    }

    private static Gap Gap(string time, int count = 1, GapReason reason = GapReason.NoSource) =>
        new(Symbol.BtcUsd, Samples.At($"2026-10-30T{time}:00Z"), count, FiveMinutes, reason);

    private async Task NoteAsync(params Gap[] gaps)
    {
        foreach (var gap in gaps)
        {
            await _store.Writer.RecordGapAsync(gap, Cancellation);
        }
    }

    private async Task<List<Gap>> ReadAsync(TimeRange? range = null) =>
        await _store.Reader.ReadGapsAsync(Symbol.BtcUsd, range ?? Year, Cancellation).ToListAsync(Cancellation);
}

[Trait("Level", "Storage")]
public sealed class GapsOnDynoxideTests(DynoxideFixture engine) : GapContract(engine), IClassFixture<DynoxideFixture>;

[Trait("Level", "Storage")]
public sealed class GapsOnDynaliteTests(DynaliteFixture engine) : GapContract(engine), IClassFixture<DynaliteFixture>;

[Slow]
[Trait("Level", "Storage")]
public sealed class GapsOnDynamoDbLocalTests(DynamoDbLocalFixture engine) : GapContract(engine), IClassFixture<DynamoDbLocalFixture>;
