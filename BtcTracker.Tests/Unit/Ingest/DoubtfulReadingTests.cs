using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;

namespace BtcTracker.Tests.Unit.Ingest;

/// <summary>Readings that cannot be right by themselves: the first ones, and those of a frozen source.</summary>
[Trait("Level", "Unit")]
public sealed class DoubtfulReadingTests : MarketReaderTestBase
{
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
        Assert.Contains(Log.Lines, line => line.Message.Contains("rejected (Unchanged)", StringComparison.Ordinal));
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
    public async Task Of_two_vendors_that_report_a_leap_the_one_whose_price_is_not_old_is_used()
    {
        var old = Latest with { Price = 190_000m, AsOf = Now.AddMinutes(-16), Source = "coinmarketcap" };
        var before = Latest with { AsOf = Now.AddHours(-1) };

        var (quote, _) = await ReadAsync(Measure.Of(before, Now), isCompared: true, Saying(old), Priced("coinbase", 191_000m));

        Assert.Equal(("coinbase", 191_000m, false), (quote!.Source, quote.Price, quote.Outdated));
    }
}
