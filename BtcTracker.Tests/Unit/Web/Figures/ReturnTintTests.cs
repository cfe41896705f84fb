using BtcTracker.Web.Components;

namespace BtcTracker.Tests.Unit.Web.Figures;

[Trait("Level", "Unit")]
public sealed class ReturnTintTests
{
    [Theory]
    [InlineData(0.1, "u1")]
    [InlineData(9.99, "u1")]
    [InlineData(10, "u2")]
    [InlineData(30, "u4")]
    [InlineData(470.9, "u4")]
    [InlineData(-0.1, "d1")]
    [InlineData(-29.9, "d3")]
    [InlineData(-99, "d4")]
    public void A_stronger_move_has_a_stronger_tint_in_four_steps(double percent, string tint) =>
        Assert.Equal(tint, ReturnCell.TintOf((decimal)percent, 10));

    [Fact]
    public void What_is_written_as_zero_or_not_known_has_none()
    {
        Assert.Null(ReturnCell.TintOf(0.04m, 10));
        Assert.Null(ReturnCell.TintOf(-0.04m, 10));
        Assert.Null(ReturnCell.TintOf(null, 10));
    }
}
