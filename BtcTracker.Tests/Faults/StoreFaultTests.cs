using BtcTracker.Tests.Faults.Runs;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Faults;

/// <summary>
/// Ingest's host in its own time, over a real store that loses answers, throttles, is down, or hears no more of the process.
/// </summary>
[Trait("Level", "Faults")]
[Slow]
public sealed class StoreFaultTests : IAsyncLifetime
{
    private static readonly TimeSpan Slot = TimeSpan.FromMinutes(5);

    // More requests than a slot has: from its first one past its last.
    private const int RequestsOfASlot = 24;

    private EmbeddedStore? _engine;

    public static TheoryData<int> Seeds { get; } = [1, 2, 3];

    public async ValueTask InitializeAsync() => _engine = await EmbeddedStore.StartInMemoryAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await _engine!.DisposeAsync();

    [Slow]
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_process_that_is_killed_at_any_request_leaves_every_quote_and_the_next_slot_makes_the_candles_right(bool isApplied)
    {
        for (var request = 0; request < RequestsOfASlot; request++)
        {
            using var run = new ScriptedRun(_engine!.Endpoint);
            run.Start();
            run.GoOn(Slot + TimeSpan.FromMinutes(1));

            run.Gate.KillAt(request, isApplied);
            run.GoOn(2 * Slot);
            Assert.True(run.Gate.HasKilled);
            run.Start();
            run.GoOn(Slot);
            run.Stop();

            Assert.Equal(run.Applied.Order(), (await run.QuotesAsync()).Select(quote => quote.Slot));
            await run.AssertEverySlotIsAccountedForAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task An_answer_that_is_lost_after_a_write_doubles_nothing(int seed)
    {
        using var run = new ScriptedRun(_engine!.Endpoint, seed);
        var chances = new Random(seed);
        run.Start();
        run.NextFault = () => chances.Next(3) == 0 ? StoreFault.AnswerLost : StoreFault.None;
        run.GoOn(30 * Slot);
        run.NextFault = () => StoreFault.None;
        run.GoOn(Slot);
        run.Stop();

        Assert.Equal(32, (await run.QuotesAsync()).Count);
        await run.AssertEverySlotIsAccountedForAsync();
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Everything_is_stored_while_half_of_the_requests_are_throttled_with_few_of_them_in_vain(int seed)
    {
        using var run = new ScriptedRun(_engine!.Endpoint, seed);
        var (chances, requests, throttled) = (new Random(seed), 0, new List<DateTimeOffset>());
        run.Start();
        run.NextFault = () =>
        {
            requests++;
            var isThrottled = chances.Next(2) == 0;
            if (isThrottled)
            {
                throttled.Add(run.Now);
            }

            return isThrottled ? StoreFault.Throttled : StoreFault.None;
        };
        run.GoOn(30 * Slot);
        run.NextFault = () => StoreFault.None;
        run.GoOn(Slot);
        run.Stop();

        Assert.Equal(32, (await run.QuotesAsync()).Count);
        await run.AssertEverySlotIsAccountedForAsync();

        // A slot has some 16 requests; a delay follows each failed attempt, and no two attempts overlap.
        Assert.InRange(requests, 30 * 16, 30 * 80);
        Assert.True(throttled.Distinct().Count() > throttled.Count * 0.9);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_store_that_is_down_for_ten_minutes_has_every_quote_within_five_seconds_of_its_return(int seed)
    {
        using var run = new ScriptedRun(_engine!.Endpoint, seed);
        run.Start();
        run.GoOn(Slot);
        var tries = new List<DateTimeOffset>();
        run.NextFault = () =>
        {
            tries.Add(run.Now);
            return StoreFault.Refused;
        };
        run.GoOn(TimeSpan.FromMinutes(10));
        Assert.Equal(2, (await run.QuotesAsync()).Count);
        var back = run.Now;
        run.NextFault = () => StoreFault.None;

        // The longest pause is three seconds and its jitter; storing takes no time of the run's.
        run.GoOn(TimeSpan.FromSeconds(5));
        Assert.Equal(4, (await run.QuotesAsync()).Count);
        Assert.Equal(back + TimeSpan.FromSeconds(5), run.Now);
        run.GoOn(Slot);
        run.Stop();

        Assert.Equal(5, (await run.QuotesAsync()).Count);
        await run.AssertEverySlotIsAccountedForAsync();

        // The first quote waits from the middle of the ten minutes on, with three seconds between most of its tries.
        Assert.InRange(tries.Count, 90, 130);
    }
}
