using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Sources;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Tests.Unit.Ingest;

/// <summary>What becomes of a source that trails, strays, hangs or fails.</summary>
[Trait("Level", "Unit")]
public sealed class TroubledSourceTests : MarketReaderTestBase
{
    [Fact]
    public async Task A_source_whose_readings_trail_is_not_asked_where_it_can_only_be_late()
    {
        var trailing = new StubSource(
            "coinmarketcap",
            (slot, _) => Task.FromResult(IngestParts.Quote(90_000m, Now.AddSeconds(-150), "coinmarketcap") with { Slot = slot })
        );
        var reader = IngestParts.Reader(Clock, Log, trailing, Priced("coinbase", 90_000m));
        await reader.ReadAsync(Now, new Measure(null, 90_000m), TimeSpan.FromSeconds(8), TestContext.Current.CancellationToken);

        // An exchange was used instead a moment ago.
        var latest = IngestParts.Quote(90_000m, Now, "coinbase");
        for (var minute = 1; minute < 10; minute++)
        {
            Clock.Advance(TimeSpan.FromMinutes(1));
            var (reading, _) = await reader.ReadAsync(
                Now,
                Measure.Of(latest, Now),
                TimeSpan.FromSeconds(8),
                TestContext.Current.CancellationToken
            );
            Assert.Equal("coinbase", reading!.Quote.Source);
            latest = reading.Quote;
        }

        Assert.Single(trailing.AskedFor);
        Assert.DoesNotContain(Log.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task A_vendor_that_strays_is_left_out_until_it_comes_back_and_the_spread_is_known()
    {
        var price = 95_000m;
        var straying = new StubSource(
            "coinmarketcap",
            (slot, _) => Task.FromResult(IngestParts.Quote(price, Now, "coinmarketcap") with { Slot = slot })
        );
        var reader = IngestParts.Reader(Clock, Log, straying, Priced("coinbase", 90_000m), Priced("kraken", 90_090m));

        Assert.Equal(("coinbase", 0.05550006m), await SlotAsync(0));
        Assert.Equal(("coinbase", null), await SlotAsync(5));
        Assert.True(reader.Sources[0].LeftOut);
        Assert.Equal((true, false), (reader.IsLeftOut("coinmarketcap"), reader.IsLeftOut("coinbase")));

        price = 91_000m;
        Assert.Equal("coinbase", (await SlotAsync(5)).Source);
        Assert.Equal(("coinmarketcap", 0.01110001m), await SlotAsync(5));
        Assert.False(reader.Sources[0].LeftOut);

        async Task<(string Source, decimal? Spread)> SlotAsync(int minutes)
        {
            Clock.Advance(TimeSpan.FromMinutes(minutes));
            var (reading, _) = await reader.ReadAsync(
                Now,
                Measure.Of(Latest, Now),
                TimeSpan.FromSeconds(8),
                TestContext.Current.CancellationToken
            );
            return (reading!.Quote.Source, reading.Quote.Spread);
        }
    }

    [Fact]
    public async Task A_vendor_that_is_left_out_speaks_unconfirmed_once_it_has_been_the_only_one_for_an_hour()
    {
        var isDown = false;
        var reader = IngestParts.Reader(Clock, Log, Priced("coinmarketcap", 95_000m), Others("coinbase"), Others("kraken"));

        Assert.Equal(("coinbase", true), await SlotAsync());
        isDown = true;
        Assert.Equal((null, null), await SlotAsync());
        Clock.Advance(TimeSpan.FromMinutes(50));
        Assert.Equal(("coinmarketcap", false), await SlotAsync());
        isDown = false;
        Assert.Equal(("coinbase", true), await SlotAsync());

        StubSource Others(string name) =>
            new(
                name,
                (slot, _) =>
                    isDown
                        ? throw new SourceException(SourceFailure.Server, "It is down.")
                        : Task.FromResult(IngestParts.Quote(90_000m, slot, name))
            );

        async Task<(string? Source, bool? Confirmed)> SlotAsync()
        {
            Clock.Advance(TimeSpan.FromMinutes(5));
            var (reading, _) = await reader.ReadAsync(
                Now,
                Measure.Of(Latest, Now),
                TimeSpan.FromSeconds(8),
                TestContext.Current.CancellationToken
            );
            return (reading?.Quote.Source, reading?.Quote.Confirmed);
        }
    }

    [Fact]
    public async Task A_source_that_hangs_holds_up_a_comparison_for_two_seconds_only_and_has_not_failed()
    {
        var hanging = new StubSource(
            "kraken",
            async (_, token) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, Clock, token);
                throw new InvalidOperationException("It never gets here.");
            }
        );
        var reading = ReadAsync(Measure.Of(Latest, Now), isCompared: false, hanging, Priced("coinbase", 90_000m));
        Assert.True(Clock.WaitingTimers > 0);

        Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("coinbase", (await reading).Quote!.Source);
        Assert.DoesNotContain(Log.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task A_source_that_was_too_slow_for_a_comparison_is_asked_again_where_no_other_reading_is_accepted()
    {
        var frozen = Latest with { AsOf = Now.AddMinutes(-20), Source = "coinmarketcap" };
        var slow = new StubSource(
            "coinbase",
            async (slot, token) =>
            {
                await Task.Delay(TimeSpan.FromSeconds(3), Clock, token);
                return IngestParts.Quote(90_100m, slot, "coinbase");
            }
        );
        var reading = ReadAsync(Measure.Of(frozen, Now), isCompared: false, Saying(frozen), slow);

        Clock.Advance(TimeSpan.FromSeconds(2));
        await Eventually.IsTrueAsync(
            () => reading.IsCompleted || (slow.AskedFor.Count == 2 && Clock.WaitingTimers == 2),
            TestContext.Current.CancellationToken
        );
        Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(("coinbase", 2), ((await reading).Quote?.Source, slow.AskedFor.Count));
    }

    [Theory]
    [InlineData(SourceFailure.BadRequest)]
    [InlineData(SourceFailure.Unreachable)]
    public async Task Sources_that_all_fail_alike_are_asked_again_at_the_next_slot_however_often(SourceFailure failure)
    {
        StubSource[] sources = [StubSource.Failing("coinmarketcap", failure), StubSource.Failing("coinbase", failure)];
        var reader = IngestParts.Reader(Clock, Log, sources);
        for (var slot = 0; slot < 20; slot++)
        {
            await reader.ReadAsync(Now, Measure.Of(Latest, Now), TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
            Clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.All(sources, source => Assert.Equal(20, source.AskedFor.Count));
        Assert.Contains(Log.Lines, line => line.Message.Contains("the network is the likely cause", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_source_that_fails_while_others_answer_is_called_less_and_less()
    {
        var failing = StubSource.Failing("coinmarketcap", SourceFailure.BadRequest);
        var reader = IngestParts.Reader(Clock, Log, failing, Priced("coinbase", 90_000m));
        for (var slot = 0; slot < 20; slot++)
        {
            await reader.ReadAsync(Now, Measure.Of(Latest, Now), TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
            Clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.InRange(failing.AskedFor.Count, 4, 6);
    }
}
