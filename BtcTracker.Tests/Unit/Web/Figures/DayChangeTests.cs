using BtcTracker.Tests.Storage;
using BtcTracker.Web.History.Figures;

namespace BtcTracker.Tests.Unit.Web.Figures;

[Trait("Level", "Unit")]
public sealed class DayChangeTests
{
    [Fact]
    public void It_goes_from_close_to_close_and_over_a_leap_day() =>
        Assert.Equal(
            [new(Samples.At("2024-02-29"), 10), new DayChange(Samples.At("2024-03-01"), -50)],
            DayChange.All(Days.Of("2024-02-28", 100, 110, 55))
        );

    [Fact]
    public void The_first_day_and_the_one_after_a_gap_have_none() =>
        Assert.Equal([new DayChange(Samples.At("2024-03-04"), 25)], DayChange.All(Days.Of("2024-03-01", 1, 900, 4, 5).Without(1)));

    [Fact]
    public void A_doubtful_day_has_none_and_gives_none_to_the_next() =>
        Assert.Equal([new DayChange(Samples.At("2024-03-04"), 25)], DayChange.All(Days.Of("2024-03-01", 1, 900, 4, 5).WithDoubtful(1)));

    [Fact]
    public void Below_a_price_of_one_it_is_as_exact() =>
        Assert.Equal([new DayChange(Samples.At("2010-07-18"), 73.318522m)], DayChange.All(Days.Of("2010-07-17", 0.04951m, 0.08581m)));

    [Fact]
    public void One_day_has_none() => Assert.Empty(DayChange.All(Days.Of("2024-03-01", 1)));
}
