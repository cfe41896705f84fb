using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Components;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.History;
using BtcTracker.Web.Snapshots;
using BtcTracker.Web.Views;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BtcTracker.Tests.Unit.Web.Parts;

/// <summary>The chart's card, its tabs and the key figures without data, with one point and with one range that is known.</summary>
[Trait("Level", "Unit")]
public sealed class ChartPartTests : BunitContext
{
    private static readonly DateTimeOffset Slot = Samples.At("2026-11-20T12:00Z");

    private static readonly MarketSnapshot Empty = new() { ReadAt = Slot.AddMinutes(4) };

    public ChartPartTests() => Services.AddSingleton(Options.Create(new SiteOptions()));

    [Fact]
    public void Tabs_of_ranges_that_are_not_known_have_a_dash_and_no_arrow()
    {
        var hours = MarketData.Walk(Interval.OneHour, Slot, 30);
        var snapshot = Empty with { Latest = MarketData.Quote(Slot, 92_000m), History = WebSamples.HistoryOf(Interval.OneHour, hours) };

        var tabs = Render<RangeLinks>(tabs => tabs.Add(part => part.Snapshot, snapshot).Add(part => part.View, PageView.Default));

        Assert.Equal(HistoryRange.All.Select(range => range.Code), tabs.FindAll("a").Select(tab => tab.GetAttribute("data-range")));
        Assert.Equal("1D", tabs.Find("[aria-current=true]").GetAttribute("data-range"));
        Assert.Matches(@"^[▲▼][+−][\d.]+%$", tabs.Find("[data-change-over='1D']").TextContent);
        Assert.Equal("–", tabs.Find("[data-change-over='1Y']").TextContent);
        Assert.Equal("unknown", tabs.Find("[data-change-over='1Y'] span").GetAttribute("data-direction"));
    }

    [Theory]
    [InlineData("en", "Too little of")]
    [InlineData("es", "Se sabe muy poco")]
    public void A_single_point_is_no_chart_and_the_card_says_why(string code, string said)
    {
        var snapshot = Empty with
        {
            Latest = MarketData.Quote(Slot, 92_000m),
            History = WebSamples.HistoryOf(Interval.FiveMinutes, MarketData.Walk(Interval.FiveMinutes, Slot, 1)),
        };

        var card = In(code, () => Card(snapshot));

        Assert.Contains(said, card.Find(".no-chart").TextContent, StringComparison.Ordinal);
        Assert.Empty(card.FindAll(".plot"));
        Assert.Empty(card.Find("[data-part=band-legend]").TextContent);
    }

    [Theory]
    [InlineData("en", "How far the sources were apart")]
    [InlineData("es", "Cuánto diferían las fuentes")]
    public void Two_points_are_a_chart_and_a_comparison_is_a_band_with_its_legend(string code, string legend)
    {
        var candles = MarketData.Walk(Interval.FiveMinutes, Slot, 2).Select(candle => candle with { Spread = 0.001m });
        var snapshot = Empty with { History = WebSamples.HistoryOf(Interval.FiveMinutes, [.. candles]) };

        var card = In(code, () => Card(snapshot));

        Assert.Single(card.FindAll(".plot path.band"));
        Assert.Equal(legend, card.Find("[data-part=band-legend]").TextContent);
    }

    [Theory]
    [InlineData("en", "–")]
    [InlineData("es", "–")]
    public void Figures_that_are_not_known_are_dashes_and_while_days_come_they_say_so(string code, string unknown)
    {
        var figures = In(code, () => Render<PriceContextCard>(card => card.Add(part => part.Snapshot, Empty)));
        var awaiting = In(
            code,
            () => Render<PriceContextCard>(card => card.Add(part => part.Snapshot, Empty with { Backfill = MarketData.Backfill(days: 40) }))
        );

        Assert.All(figures.FindAll("dd"), figure => Assert.StartsWith(unknown, figure.TextContent.Trim(), StringComparison.Ordinal));
        Assert.All(
            awaiting.FindAll("dd"),
            figure =>
                Assert.StartsWith(Language.Find(code)!.Speak(() => Texts.Collecting), figure.TextContent.Trim(), StringComparison.Ordinal)
        );
    }

    private IRenderedComponent<HistoryCard> Card(MarketSnapshot snapshot) =>
        Render<HistoryCard>(card =>
            card.Add(part => part.Snapshot, snapshot).Add(part => part.View, PageView.Default).Add(part => part.Mode, MarketMode.Live)
        );

    private static T In<T>(string code, Func<T> render)
        where T : IRenderedComponent<IComponent> => Language.Find(code)!.Speak(render);
}
