using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Tests.Unit.Ingest;

/// <summary>Readings that cannot be right by themselves: the first ones, a frozen source's, a straying vendor's.</summary>
[Trait("Level", "Unit")]
public sealed class DoubtfulReadingTests
{
    private static readonly Quote Latest = IngestParts.Quote(90_000m, IngestParts.Noon.AddMinutes(-5), "kraken");

    private readonly ManualTimeProvider _clock = new(IngestParts.Noon);
    private readonly LogKeeper<MarketReader> _log = new();

    private DateTimeOffset Now => _clock.GetUtcNow();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_wrong_first_price_gives_way_to_two_vendors_that_agree(bool isCompared)
    {
        var (quote, _) = await ReadAsync(
            Measure.None,
            isCompared,
            Priced("coinmarketcap", 900_000m),
            Priced("coinbase", 90_000m),
            Priced("kraken", 90_010m)
        );

        Assert.Equal(("coinbase", 90_000m, true), (quote!.Source, quote.Price, quote.Confirmed));
    }

    [Fact]
    public async Task A_first_price_that_nobody_else_can_confirm_is_taken_and_said_to_be_unconfirmed()
    {
        var (quote, _) = await ReadAsync(
            Measure.None,
            isCompared: false,
            Priced("coinmarketcap", 90_000m),
            StubSource.Failing("coinbase", SourceFailure.Server)
        );

        Assert.Equal((90_000m, false), (quote!.Price, quote.Confirmed));
    }

    [Fact]
    public async Task A_vendor_does_not_confirm_itself_without_its_key()
    {
        var (quote, _) = await ReadAsync(
            Measure.None,
            isCompared: true,
            Priced("coinmarketcap", 90_000m),
            Priced("coinmarketcap-keyless", 90_000m)
        );

        Assert.False(quote!.Confirmed);
    }

    [Fact]
    public async Task Two_first_prices_that_contradict_each_other_are_a_gap_in_dispute()
    {
        var (quote, reason) = await ReadAsync(
            Measure.None,
            isCompared: false,
            Priced("coinmarketcap", 900_000m),
            Priced("coinbase", 90_000m)
        );

        Assert.Equal((null, GapReason.Disputed), (quote, reason));
    }

    [Fact]
    public async Task A_price_of_the_days_before_is_a_measure_too()
    {
        var wrong = Priced("coinmarketcap", 900_000m);

        var (quote, _) = await ReadAsync(new Measure(null, 88_000m), isCompared: true, wrong, Priced("coinbase", 90_000m));

        Assert.Equal(("coinbase", true), (quote!.Source, quote.Confirmed));
    }

    [Fact]
    public async Task A_source_that_repeats_an_old_price_gives_way_to_one_with_a_new()
    {
        var frozen = Latest with { AsOf = Now.AddMinutes(-20), Source = "coinmarketcap" };

        var (quote, _) = await ReadAsync(Measure.Of(frozen, Now), isCompared: true, Saying(frozen), Priced("coinbase", 90_100m));

        Assert.Equal("coinbase", quote!.Source);
        Assert.Contains(_log.Lines, line => line.Message.Contains("rejected (Unchanged)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_old_price_that_all_repeat_is_a_gap()
    {
        var frozen = Latest with { AsOf = Now.AddMinutes(-20) };

        var (quote, reason) = await ReadAsync(
            Measure.Of(frozen, Now),
            isCompared: true,
            Saying(frozen),
            Saying(frozen with { Source = "coinbase" })
        );

        Assert.Equal((null, GapReason.Unchanged), (quote, reason));
    }

    [Fact]
    public async Task The_same_price_again_within_the_time_that_it_is_current_is_normal()
    {
        var (quote, _) = await ReadAsync(Measure.Of(Latest, Now), isCompared: true, Saying(Latest), Priced("coinbase", 90_100m));

        Assert.Equal((Latest.AsOf, "kraken"), (quote!.AsOf, quote.Source));
    }

    [Fact]
    public async Task Of_old_prices_the_newest_is_taken_and_said_to_be_outdated()
    {
        var (quote, _) = await ReadAsync(
            Measure.None,
            isCompared: true,
            Saying(Latest with { AsOf = Now.AddDays(-3), Source = "coinmarketcap" }),
            Saying(Latest with { AsOf = Now.AddHours(-1), Source = "coinbase" })
        );

        Assert.Equal(("coinbase", true, false), (quote!.Source, quote.Outdated, quote.Confirmed));
    }

    [Fact]
    public async Task A_reading_older_than_the_latest_quote_never_takes_its_place()
    {
        var (quote, _) = await ReadAsync(
            Measure.Of(Latest, Now),
            isCompared: true,
            Saying(Latest with { AsOf = Latest.AsOf.AddSeconds(-1), Source = "coinbase" })
        );

        Assert.Null(quote);
    }

    [Fact]
    public async Task A_source_whose_readings_trail_is_not_asked_where_it_can_only_be_late()
    {
        var trailing = new StubSource(
            "coinmarketcap",
            (slot, _) => Task.FromResult(IngestParts.Quote(90_000m, Now.AddSeconds(-150), "coinmarketcap") with { Slot = slot })
        );
        var reader = IngestParts.Reader(_clock, _log, trailing, Priced("coinbase", 90_000m));
        await reader.ReadAsync(Now, new Measure(null, 90_000m), TimeSpan.FromSeconds(8), TestContext.Current.CancellationToken);

        // An exchange was used instead a moment ago.
        var latest = IngestParts.Quote(90_000m, Now, "coinbase");
        for (var minute = 1; minute < 10; minute++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
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
        Assert.DoesNotContain(_log.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task A_vendor_that_strays_is_left_out_until_it_comes_back_and_the_spread_is_known()
    {
        var price = 95_000m;
        var straying = new StubSource(
            "coinmarketcap",
            (slot, _) => Task.FromResult(IngestParts.Quote(price, Now, "coinmarketcap") with { Slot = slot })
        );
        var reader = IngestParts.Reader(_clock, _log, straying, Priced("coinbase", 90_000m), Priced("kraken", 90_090m));

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
            _clock.Advance(TimeSpan.FromMinutes(minutes));
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
        var reader = IngestParts.Reader(_clock, _log, Priced("coinmarketcap", 95_000m), Others("coinbase"), Others("kraken"));

        Assert.Equal(("coinbase", true), await SlotAsync());
        isDown = true;
        Assert.Equal((null, null), await SlotAsync());
        _clock.Advance(TimeSpan.FromMinutes(50));
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
            _clock.Advance(TimeSpan.FromMinutes(5));
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
                await Task.Delay(Timeout.InfiniteTimeSpan, _clock, token);
                throw new InvalidOperationException("It never gets here.");
            }
        );
        var reading = ReadAsync(Measure.Of(Latest, Now), isCompared: false, hanging, Priced("coinbase", 90_000m));
        Assert.True(_clock.WaitingTimers > 0);

        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("coinbase", (await reading).Quote!.Source);
        Assert.DoesNotContain(_log.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task A_source_that_was_too_slow_for_a_comparison_is_asked_again_where_no_other_reading_is_accepted()
    {
        var frozen = Latest with { AsOf = Now.AddMinutes(-20), Source = "coinmarketcap" };
        var slow = new StubSource(
            "coinbase",
            async (slot, token) =>
            {
                await Task.Delay(TimeSpan.FromSeconds(3), _clock, token);
                return IngestParts.Quote(90_100m, slot, "coinbase");
            }
        );
        var reading = ReadAsync(Measure.Of(frozen, Now), isCompared: false, Saying(frozen), slow);

        _clock.Advance(TimeSpan.FromSeconds(2));
        await Eventually.IsTrueAsync(
            () => reading.IsCompleted || (slow.AskedFor.Count == 2 && _clock.WaitingTimers == 2),
            TestContext.Current.CancellationToken
        );
        _clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(("coinbase", 2), ((await reading).Quote?.Source, slow.AskedFor.Count));
    }

    [Fact]
    public async Task Of_two_vendors_that_report_a_leap_the_one_whose_price_is_not_old_is_used()
    {
        var old = Latest with { Price = 190_000m, AsOf = Now.AddMinutes(-16), Source = "coinmarketcap" };
        var before = Latest with { AsOf = Now.AddHours(-1) };

        var (quote, _) = await ReadAsync(Measure.Of(before, Now), isCompared: true, Saying(old), Priced("coinbase", 191_000m));

        Assert.Equal(("coinbase", 191_000m, false), (quote!.Source, quote.Price, quote.Outdated));
    }

    [Theory]
    [InlineData(SourceFailure.BadRequest)]
    [InlineData(SourceFailure.Unreachable)]
    public async Task Sources_that_all_fail_alike_are_asked_again_at_the_next_slot_however_often(SourceFailure failure)
    {
        StubSource[] sources = [StubSource.Failing("coinmarketcap", failure), StubSource.Failing("coinbase", failure)];
        var reader = IngestParts.Reader(_clock, _log, sources);
        for (var slot = 0; slot < 20; slot++)
        {
            await reader.ReadAsync(Now, Measure.Of(Latest, Now), TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
            _clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.All(sources, source => Assert.Equal(20, source.AskedFor.Count));
        Assert.Contains(_log.Lines, line => line.Message.Contains("the network is the likely cause", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_source_that_fails_while_others_answer_is_called_less_and_less()
    {
        var failing = StubSource.Failing("coinmarketcap", SourceFailure.BadRequest);
        var reader = IngestParts.Reader(_clock, _log, failing, Priced("coinbase", 90_000m));
        for (var slot = 0; slot < 20; slot++)
        {
            await reader.ReadAsync(Now, Measure.Of(Latest, Now), TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
            _clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.InRange(failing.AskedFor.Count, 4, 6);
    }

    private StubSource Priced(string name, decimal price) => StubSource.Priced(name, _clock, price);

    private static StubSource Saying(Quote quote) => new(quote.Source, (slot, _) => Task.FromResult(quote with { Slot = slot }));

    private async Task<(Quote? Quote, GapReason Reason)> ReadAsync(Measure measure, bool isCompared, params IQuoteSource[] sources)
    {
        var reader = IngestParts.Reader(_clock, _log, sources);
        if (isCompared)
        {
            reader.Restore(new IngestStatus(Now, null, 0, 0, [], null) { ComparedAt = Now });
        }

        var (reading, reason) = await reader.ReadAsync(Now, measure, TimeSpan.FromSeconds(8), TestContext.Current.CancellationToken);
        return (reading?.Quote, reason);
    }
}
