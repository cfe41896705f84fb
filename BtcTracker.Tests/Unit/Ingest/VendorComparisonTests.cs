using BtcTracker.Ingest.Slots;

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
    public void One_that_is_left_out_has_no_part_in_the_median_that_it_is_held_against()
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
        Assert.True(_comparison.IsDue(Noon));
        Compare(("coinbase", 60_000m));

        Assert.False(_comparison.IsDue(Noon.AddMinutes(14)));
        Assert.True(_comparison.IsDue(Noon.AddMinutes(15)));
        Assert.True(_comparison.IsDue(Noon.AddMinutes(-1)));
    }

    [Fact]
    public void What_an_earlier_process_knew_is_gone_on_with()
    {
        _comparison.Restore(Noon, ["coinmarketcap-keyless"]);

        Assert.False(_comparison.IsDue(Noon.AddMinutes(5)));
        Assert.True(_comparison.IsLeftOut("coinmarketcap"));
    }

    private decimal? Compare(params (string Source, decimal Price)[] prices) =>
        _comparison.Compare(Noon, [.. prices.Select(price => IngestParts.Quote(price.Price, Noon, price.Source))]);
}
