using BtcTracker.Ingest.Commands.Import;
using BtcTracker.Ingest.Commands.Progress;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Unit.Ingest;

namespace BtcTracker.Tests.Unit.Files;

[Trait("Level", "Unit")]
public sealed class ProgressTests
{
    [Theory]
    [InlineData(0.456, 2_345, "45 % 2,345 rows")]
    [InlineData(null, 2_345, "2,345 rows")]
    public void Progress_is_said_in_words(double? part, long rows, string words) => Assert.Equal(words, ProgressView.Format(part, rows));

    [Fact]
    public void Elsewhere_than_on_a_terminal_there_are_few_plain_lines()
    {
        var (clock, output) = (new ManualTimeProvider(IngestParts.Noon), new StringWriter());
        var line = new ProgressLine(output, clock);

        for (var second = 0; second < 12; second++)
        {
            line.Show(second / 12.0, second);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        line.Clear();

        Assert.Equal($"41 % 5 rows{Environment.NewLine}83 % 10 rows{Environment.NewLine}", output.ToString());
    }

    [Fact]
    public void A_long_import_says_once_how_long_it_will_take()
    {
        var clock = new ManualTimeProvider(IngestParts.Noon);
        var duration = new ImportDuration(total: 1_300_000, clock);

        clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Null(duration.Forecast(done: 4_000));
        clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal("1,300,000 candles to store, about 22 minutes remaining.", duration.Forecast(done: 10_000));
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(duration.Forecast(done: 20_000));
    }

    [Fact]
    public void A_short_import_says_nothing_of_its_length()
    {
        var clock = new ManualTimeProvider(IngestParts.Noon);
        var duration = new ImportDuration(total: 20_000, clock);

        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Null(duration.Forecast(done: 10_000));
    }
}
