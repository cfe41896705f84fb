using BtcTracker.Ingest.Commands;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Unit.Ingest;

namespace BtcTracker.Tests.Unit.Files;

[Trait("Level", "Unit")]
public sealed class ProgressTests
{
    [Fact]
    public void A_line_fits_every_width()
    {
        for (var width = 0; width <= 200; width++)
        {
            Assert.InRange(ProgressBar.Draw(0.45, 123_456_789, width).Length, 0, width);
        }
    }

    [Theory]
    [InlineData(80, "[##################......................]  45 % 2,345 rows")]
    [InlineData(30, "[#####......]  45 % 2,345 rows")]
    [InlineData(20, " 45 % 2,345 rows")]
    public void The_bar_shrinks_with_the_terminal_and_goes_first(int width, string line) =>
        Assert.Equal(line, ProgressBar.Draw(0.45, 2_345, width));

    [Fact]
    public void Where_the_whole_is_not_known_rows_are_counted() =>
        Assert.Equal("2,345 rows", ProgressBar.Draw(part: null, 2_345, 80));

    [Fact]
    public void Elsewhere_than_on_a_terminal_there_are_few_plain_lines()
    {
        var (clock, output) = (new ManualTimeProvider(IngestParts.Noon), new StringWriter());
        var line = new ProgressLine(output, width: null, clock);

        for (var second = 0; second < 12; second++)
        {
            line.Show(second / 12.0, second);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        line.End();

        Assert.Equal($"41 % 5 rows{Environment.NewLine}83 % 10 rows{Environment.NewLine}", output.ToString());
    }

    [Fact]
    public void On_a_terminal_the_line_is_drawn_anew_and_wiped_in_the_end()
    {
        var (clock, output) = (new ManualTimeProvider(IngestParts.Noon), new StringWriter());
        var line = new ProgressLine(output, () => 20, clock);

        clock.Advance(TimeSpan.FromSeconds(1));
        line.Show(0.5, 10);
        line.Show(0.6, 11);
        line.End();

        Assert.Equal("\r\e[K 50 % 10 rows\r\e[K", output.ToString());
    }
}
