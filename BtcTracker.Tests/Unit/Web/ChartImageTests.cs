using System.Xml.Linq;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Components;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.History;
using BtcTracker.Web.Images;
using BtcTracker.Web.Snapshots;
using BtcTracker.Web.Views;
using Microsoft.Extensions.Options;
using SkiaSharp;

namespace BtcTracker.Tests.Unit.Web;

/// <summary>Images of the chart: what they say, and that it is drawn.</summary>
[Trait("Level", "Unit")]
public sealed class ChartImageTests
{
    private static readonly DateTimeOffset Now = Samples.At("2026-11-28T12:00Z");
    private static readonly PageView Year = new(HistoryRange.All.Single(range => range.Code == "1Y"));

    [Fact]
    public void An_image_says_the_price_its_change_the_dates_the_source_and_the_time()
    {
        var text = string.Join(
            '\n',
            Draw(Snapshot(), Year).Descendants().Where(element => !element.HasElements).Select(element => element.Value)
        );

        Assert.Contains("$92,000.00", text, StringComparison.Ordinal);
        Assert.Matches("[▲▼] [+−].*% · [+−]\\$.* · 1Y", text);
        Assert.Contains("29 Nov 2025, 00:00 UTC to 28 Nov 2026, 12:00 UTC", text, StringComparison.Ordinal);
        Assert.Contains("Coinbase · 28 Nov 2026, 12:00:00 UTC", text, StringComparison.Ordinal);
        Assert.DoesNotContain("DEMO", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("demo:coinbase", "DEMO")]
    [InlineData("replay:csv", "REPLAY")]
    public void Prices_that_are_not_the_markets_are_called_so(string source, string name)
    {
        var drawn = Draw(Snapshot(source), Year);

        Assert.Contains(drawn.Descendants().Where(element => element.Name.LocalName == "tspan"), part => part.Value == name);
        Assert.StartsWith(name, drawn.Elements().First().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stale_price_is_called_so()
    {
        Assert.Contains("UTC · stale", Draw(Snapshot(), Year, Now.AddHours(1)).Value, StringComparison.Ordinal);
        Assert.DoesNotContain("stale", Draw(Snapshot(), Year).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_with_markup_in_its_name_stays_text()
    {
        const string Source = "<script>alert(1)</script>&\"";

        var drawn = Draw(Snapshot(Source), Year);

        Assert.Contains(Source, drawn.Value, StringComparison.Ordinal);
        Assert.DoesNotContain(drawn.Descendants(), element => element.Name.LocalName == "script");
    }

    [Fact]
    public void It_needs_nothing_from_elsewhere()
    {
        var drawn = Draw(Snapshot(), Year with { Type = ChartType.Candles, Averages = Average.All });

        Assert.All(
            drawn.DescendantsAndSelf().Attributes().Where(attribute => !attribute.IsNamespaceDeclaration),
            attribute =>
            {
                Assert.DoesNotContain("href", attribute.Name.LocalName, StringComparison.Ordinal);
                Assert.DoesNotContain(":", attribute.Value, StringComparison.Ordinal);
                Assert.False(attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
            }
        );
        Assert.DoesNotContain(
            drawn.Descendants(),
            element => element.Name.LocalName is "script" or "style" or "image" or "use" or "foreignObject"
        );
    }

    [Fact]
    public void Candles_averages_and_marks_are_drawn_inside_of_the_plot()
    {
        var snapshot = Snapshot();
        var view = Year with { Type = ChartType.Candles, Averages = [Average.Days200], Theme = Theme.Dark };
        var image = ChartImage.Of(snapshot, view, new MarketOptions(), Now);

        var drawn = XElement.Parse(ChartSvg.Write(image));

        Assert.Contains(drawn.Descendants().Attributes("d"), path => path.Value == image.Geometry!.Candles.Falling);
        Assert.Contains(drawn.Descendants().Attributes("d"), path => path.Value == Assert.Single(image.Geometry!.Averages).Path);
        Assert.Contains("◆ All-time high", drawn.Value, StringComparison.Ordinal);
        Assert.Equal("#1f1f1f", drawn.Elements().First(element => element.Name.LocalName == "rect").Attribute("fill")!.Value);
        Assert.All(image.Geometry!.Prices, price => Assert.InRange(price.Share, 0, 1));
        // The plot is as wide as it is drawn: its paths are not stretched.
        Assert.InRange(
            image
                .Geometry.Candles.Falling.Split('M')
                .Skip(1)
                .Max(part => decimal.Parse(part.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)),
            900,
            ChartImage.Plot.Width
        );
    }

    [Fact]
    public void Without_history_it_says_what_is_missing()
    {
        var empty = Draw(new MarketSnapshot { ReadAt = Now }, Year);

        Assert.Contains("Too little of the last year is known to draw it.", empty.Value, StringComparison.Ordinal);
        Assert.Contains("No data yet", empty.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Pixels_show_the_letters_whatever_fonts_the_machine_has()
    {
        var svg = ChartSvg.Write(ChartImage.Of(Snapshot(), Year, new MarketOptions(), Now));
        using var with = SKBitmap.Decode(ChartPng.Draw(svg));
        using var without = SKBitmap.Decode(ChartPng.Draw(svg.Replace("$92,000.00", string.Empty, StringComparison.Ordinal)));
        using var signs = SKBitmap.Decode(
            ChartPng.Draw(svg.Replace(">▲", ">\uE123", StringComparison.Ordinal).Replace(">▼", ">\uE123", StringComparison.Ordinal))
        );

        // Where the price is; a box in place of each letter would be the same for two prices.
        var other = svg.Replace("$92,000.00", "$81,777.77", StringComparison.Ordinal);
        using var otherPrice = SKBitmap.Decode(ChartPng.Draw(other));
        Assert.Equal((ChartImage.Width, ChartImage.Height), (with.Width, with.Height));
        Assert.InRange(DarkIn(with) - DarkIn(without), 4_000, 40_000);
        Assert.NotEqual(DarkIn(with), DarkIn(otherPrice));
        // The arrow is a letter of the font too, no box.
        Assert.False(with.Bytes.AsSpan().SequenceEqual(signs.Bytes));
    }

    [Fact]
    public async Task An_image_is_drawn_once_a_snapshot_for_all_who_ask_and_again_for_the_next()
    {
        var current = new CurrentSnapshot(TimeProvider.System);
        using var images = new ChartImages(current, Options.Create(new MarketOptions()), TimeProvider.System);
        current.Publish(Snapshot());

        var asked = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => images.FindPngAsync(Year))));
        var light = await images.FindPngAsync(Year with { Theme = Theme.Light });
        current.Publish(Snapshot(price: 93_000m));
        var next = await images.FindPngAsync(Year);

        Assert.Single(asked.Distinct());
        Assert.Same(asked[0], light);
        Assert.NotEqual(asked[0].ETag, next.ETag);
    }

    [Fact]
    public async Task Who_asks_for_more_than_can_wait_is_refused_and_may_come_again()
    {
        var current = new CurrentSnapshot(TimeProvider.System);
        using var images = new ChartImages(current, Options.Create(new MarketOptions()), TimeProvider.System);
        current.Publish(Snapshot());
        PageView Since(int day) => new(HistoryRange.Between(new DateOnly(2026, 1, 1).AddDays(day), null, Now));

        var asked = Enumerable
            .Range(0, 2 * (ChartImages.MostWaiting + 2))
            .Select(day => Task.Run(() => images.FindPngAsync(Since(day))))
            .ToList();
        await Task.WhenAny(Task.WhenAll(asked));

        var refused = asked.FindIndex(task => task.IsFaulted);
        Assert.IsType<ImagesBusyException>(asked[refused].Exception!.InnerException);
        Assert.NotNull(await images.FindPngAsync(Since(refused)));
    }

    private static int DarkIn(SKBitmap image)
    {
        var dark = 0;
        for (var down = 90; down < 160; down++)
        {
            for (var across = 40; across < 500; across++)
            {
                dark += image.GetPixel(across, down).Red < 100 ? 1 : 0;
            }
        }

        return dark;
    }

    private static XElement Draw(MarketSnapshot snapshot, PageView view, DateTimeOffset? now = null) =>
        XElement.Parse(ChartSvg.Write(ChartImage.Of(snapshot, view, new MarketOptions(), now ?? Now)));

    private static MarketSnapshot Snapshot(string source = "coinbase", decimal price = 92_000m) =>
        new()
        {
            ReadAt = Now,
            Latest = MarketData.Quote(Now, price, source),
            History = WebSamples.HistoryOf(Interval.OneDay, MarketData.Walk(Interval.OneDay, Now, 600)),
            IsComplete = true,
        };
}
