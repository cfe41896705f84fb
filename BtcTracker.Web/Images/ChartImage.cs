using BtcTracker.Market;
using BtcTracker.Web.Components;
using BtcTracker.Web.Components.Chart;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.History;
using BtcTracker.Web.Snapshots;
using BtcTracker.Web.Views;

namespace BtcTracker.Web.Images;

/// <summary>
/// The content of an image of a view. It is shown without its page, so it names its time, its source and whether its prices are real.
/// </summary>
/// <param name="View">The view.</param>
/// <param name="Price">The latest price, in the view's unit, as all prices of the image.</param>
/// <param name="Percent">The change over the range in percent; null where it is not known.</param>
/// <param name="Change">That change in words, with its sum and its range; empty where there is no price.</param>
/// <param name="Readout">Its first and last time, and its candles' interval.</param>
/// <param name="Origin">The source and the time of the price, and whether it is stale or unconfirmed.</param>
/// <param name="Warning">That the prices are simulated, or of another time; null where they are the market's.</param>
/// <param name="Summary">The image in a sentence, for screen readers.</param>
/// <param name="Geometry">The layout of the chart; null if there is not enough data to draw it.</param>
/// <param name="NotDrawn">The text in its place.</param>
public sealed record ChartImage(
    PageView View,
    string Price,
    decimal? Percent,
    string Change,
    string Readout,
    string Origin,
    (string Name, string Text)? Warning,
    string Summary,
    ChartGeometry? Geometry,
    string NotDrawn
)
{
    /// <summary>The width in pixels.</summary>
    public const int Width = ViewFiles.ImageWidth;

    /// <summary>The height in pixels.</summary>
    public const int Height = ViewFiles.ImageHeight;

    /// <summary>The plot in it.</summary>
    public static PlotSize Plot { get; } = new(1020, 336, 1);

    /// <summary>Creates the content from a snapshot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="view">The view.</param>
    /// <param name="mode">Where prices come from while the snapshot has none.</param>
    /// <param name="now">Now, which decides whether the price is stale.</param>
    public static ChartImage Of(MarketSnapshot snapshot, PageView view, MarketOptions mode, DateTimeOffset now)
    {
        var viewed = ViewedHistory.Of(snapshot, view);
        var (latest, percent) = (snapshot.Latest, view.Unit.ChangeOf(snapshot.ChangeOver(view.Range)));
        var warning = PageState.ModeBar(PageState.ModeOf(snapshot, mode));
        var summary = RangeSummary.Of(snapshot, view.Range, view.Unit).ToString();
        return new(
            view,
            latest is null ? Numbers.Unknown : view.Unit.Write(view.Unit.Of(latest.Price)),
            percent,
            latest is null ? string.Empty : ChangeOf(snapshot, latest, view, percent),
            RangeReadout.Of(snapshot, viewed, view),
            latest is null ? Texts.NoDataYet : OriginOf(latest, PageState.Of(snapshot, now).Word),
            warning,
            warning is null ? summary : $"{warning.Value.Name}: {warning.Value.Text} {summary}",
            ChartGeometry.OfView(viewed, snapshot, view, Plot),
            ViewedHistory.NotDrawn(snapshot, view.Range)
        );
    }

    private static string ChangeOf(MarketSnapshot snapshot, Quote latest, PageView view, decimal? percent)
    {
        var last = PriceChange.Last(snapshot.History, latest, view.Range) is { } price ? view.Unit.Of(price) : (decimal?)null;
        var sum = Numbers.Difference(PriceChange.Sum(percent, last), view.Unit);
        return string.Join(
            " · ",
            new[] { $"{Components.Change.ArrowOf(percent)} {Numbers.Percent(percent)}".Trim(), sum, view.Range.Label }.Where(part =>
                part.Length > 0
            )
        );
    }

    private static string OriginOf(Quote latest, string? word) =>
        $"{SourceNames.Of(latest.Source)} · {Times.Second(latest.AsOf)}{(word is null ? null : $" · {word.ToLowerInvariant()}")}";
}
