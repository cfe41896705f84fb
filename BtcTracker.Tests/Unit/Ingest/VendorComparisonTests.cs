using BtcTracker.Ingest.Slots;
using BtcTracker.Market;

namespace BtcTracker.Tests.Unit.Ingest;

[Trait("Level", "Unit")]
public sealed class VendorComparisonTests
{
    private static readonly DateTimeOffset Noon = IngestParts.Noon;

    private readonly VendorComparison _comparison = new();

    [Fact]
    public void One_of_three_that_strays_by_more_than_three_percent_is_left_out()
    {
        Assert.Equal(0.05m, Compare(("coinmarketcap", 63_000m), ("coinbase", 60_000m), ("kraken", 60_000m)));

        Assert.True(_comparison.IsLeftOut("coinmarketcap"));
        Assert.True(_comparison.IsLeftOut("coinmarketcap-keyless"));
        Assert.False(_comparison.IsLeftOut("coinbase"));
        Assert.False(_comparison.IsLeftOut("kraken"));
    }

    [Fact]
    public void Three_percent_is_not_more_than_three_percent()
    {
        Compare(("coinmarketcap", 61_800m), ("coinbase", 60_000m), ("kraken", 60_000m));

        Assert.False(_comparison.IsLeftOut("coinmarketcap"));
    }

    [Fact]
    public void It_comes_back_once_it_is_within_one_and_a_half_percent()
    {
        Compare(("coinmarketcap", 63_000m), ("coinbase", 60_000m), ("kraken", 60_000m));
        Compare(("coinmarketcap", 60_900m), ("coinbase", 60_000m), ("kraken", 60_000m));
        Assert.True(_comparison.IsLeftOut("coinmarketcap"));

        Compare(("coinmarketcap", 60_899m), ("coinbase", 60_000m), ("kraken", 60_000m));
        Assert.False(_comparison.IsLeftOut("coinmarketcap"));
    }

    [Fact]
    public void An_excluded_vendor_is_not_part_of_the_median_that_it_is_compared_with()
    {
        Compare(("coinmarketcap", 63_000m), ("coinbase", 60_000m), ("kraken", 60_000m));
        Compare(("coinmarketcap", 61_000m), ("coinbase", 60_000m));

        Assert.True(_comparison.IsLeftOut("coinmarketcap"));
        Assert.False(_comparison.IsLeftOut("coinbase"));
    }

    [Fact]
    public void Where_the_last_two_differ_while_one_is_left_out_neither_of_them_is()
    {
        Compare(("coinmarketcap", 70_000m), ("coinbase", 60_000m), ("kraken", 60_000m));
        Compare(("coinmarketcap", 70_000m), ("coinbase", 60_000m), ("kraken", 66_000m));

        Assert.True(_comparison.IsLeftOut("coinmarketcap"));
        Assert.False(_comparison.IsLeftOut("coinbase"));
        Assert.False(_comparison.IsLeftOut("kraken"));
    }

    [Fact]
    public void Of_two_that_differ_nobody_knows_which_is_right()
    {
        Assert.Equal(0.66666667m, Compare(("coinbase", 60_000m), ("kraken", 120_000m)));

        Assert.False(_comparison.IsLeftOut("coinbase"));
        Assert.False(_comparison.IsLeftOut("kraken"));
    }

    [Fact]
    public void One_vendor_has_no_spread() => Assert.Null(Compare(("coinbase", 60_000m)));

    [Fact]
    public void The_vendors_are_compared_at_the_start_then_every_fifteen_minutes_and_after_the_clock_was_set_back()
    {
        Assert.True(_comparison.IsDue(Noon, ["coinbase"]));
        _comparison.Asked(Noon, ["coinbase"]);

        Assert.False(_comparison.IsDue(Noon.AddMinutes(14), ["coinbase"]));
        Assert.True(_comparison.IsDue(Noon.AddMinutes(15), ["coinbase"]));
        Assert.True(_comparison.IsDue(Noon.AddMinutes(-1), ["coinbase"]));
    }

    [Fact]
    public void A_vendor_whose_credits_allow_few_readings_is_compared_when_its_turn_comes()
    {
        _comparison.Asked(Noon, ["coinmarketcap", "coinbase", "kraken"]);
        _comparison.Asked(Noon.AddMinutes(15), ["coinbase", "kraken"]);

        Assert.False(_comparison.IsDue(Noon.AddMinutes(16), ["coinbase", "kraken"]));
        Assert.True(_comparison.IsDue(Noon.AddMinutes(16), ["coinmarketcap", "coinbase", "kraken"]));
    }

    [Fact]
    public void A_verdict_is_outdated_after_an_hour_without_another_vendor()
    {
        Compare(("coinmarketcap", 63_000m), ("coinbase", 60_000m), ("kraken", 60_000m));
        _comparison.Compare(Noon.AddMinutes(30), [IngestParts.Quote(63_000m, Noon.AddMinutes(30), "coinmarketcap")]);

        Assert.False(_comparison.IsOutdated("coinmarketcap-keyless", Noon.AddMinutes(59)));
        Assert.True(_comparison.IsOutdated("coinmarketcap-keyless", Noon.AddMinutes(60)));
        Assert.False(_comparison.IsOutdated("coinbase", Noon.AddMinutes(60)));
    }

    [Fact]
    public void What_an_earlier_process_knew_is_gone_on_with()
    {
        var strays = new SourceStatus("coinmarketcap-keyless", null, null, null, BreakerState.Closed, null)
        {
            LeftOut = true,
            ComparedAt = Noon.AddMinutes(-30),
        };
        _comparison.Restore(new IngestStatus(Noon, null, 0, 0, [strays], null) { ComparedAt = Noon });

        Assert.False(_comparison.IsDue(Noon.AddMinutes(5), ["coinmarketcap"]));
        Assert.True(_comparison.IsLeftOut("coinmarketcap"));
        Assert.True(_comparison.IsOutdated("coinmarketcap", Noon.AddMinutes(30)));
    }

    private decimal? Compare(params (string Source, decimal Price)[] prices) =>
        _comparison.Compare(Noon, [.. prices.Select(price => IngestParts.Quote(price.Price, Noon, price.Source))]);
}
