using BtcTracker.Web.Contracts;
using BtcTracker.Web.History;
using BtcTracker.Web.Snapshots;
using BtcTracker.Web.Views;

namespace BtcTracker.Web.Encoding;

/// <summary>The bodies of one snapshot, each encoded once.</summary>
public sealed class SnapshotBodies
{
    private const string AverageColumn = "ma_";
    private readonly SnapshotBody[] _all;

    /// <summary>Prepares the bodies of a snapshot; encodes nothing yet.</summary>
    public SnapshotBodies(MarketSnapshot snapshot)
    {
        Latest = RowBodies.Of(
            () => QuoteBody.Of(snapshot.Latest!, snapshot),
            WebJson.Default.QuoteBody,
            lines => lines.Write([snapshot.Latest!])
        );
        Ticker = new(() => EncodedBody.Of(TickerBody.Of(snapshot.Latest!, snapshot), WebJson.Default.TickerBody));
        Stats = new(() => EncodedBody.Of(StatsBody.Of(snapshot), WebJson.Default.StatsBody));
        Figures = new(() => EncodedBody.Of(FiguresBody.Of(snapshot), WebJson.Default.FiguresBody));
        Ranges = HistoryRange.All.ToDictionary(
            range => range,
            range =>
                RowBodies.Of(
                    () => CandleSeries.Of(snapshot.For(range)),
                    WebJson.Default.CandleSeries,
                    lines => lines.Write(snapshot.For(range).Candles)
                )
        );
        Charts = HistoryRange.All.ToDictionary(range => range, range => new SnapshotBody(() => ChartOf(snapshot, new PageView(range))));
        Badge = new(() => EncodedBody.Of(BadgeSvg.Of(snapshot, isStale: false)));
        StaleBadge = new(() => EncodedBody.Of(BadgeSvg.Of(snapshot, isStale: true)));
        _all =
        [
            Stats,
            Figures,
            Ticker,
            Badge,
            .. Charts.Values,
            .. new[] { Latest }.Concat(Ranges.Values).SelectMany(rows => rows.All.Select(form => form.Body)),
        ];
    }

    /// <summary>The latest quote; valid only if there is one.</summary>
    public RowBodies Latest { get; }

    /// <summary>The latest quote's price as the ticker; valid only if there is one.</summary>
    public SnapshotBody Ticker { get; }

    /// <summary>Extremes and changes.</summary>
    public SnapshotBody Stats { get; }

    /// <summary>Key figures of the price.</summary>
    public SnapshotBody Figures { get; }

    /// <summary>The history of each range.</summary>
    public IReadOnlyDictionary<HistoryRange, RowBodies> Ranges { get; }

    /// <summary>The history of each range as the page's own chart reads it.</summary>
    public IReadOnlyDictionary<HistoryRange, SnapshotBody> Charts { get; }

    /// <summary>The badge while the latest quote is not stale.</summary>
    public SnapshotBody Badge { get; }

    /// <summary>The badge once the latest quote is stale.</summary>
    public SnapshotBody StaleBadge { get; }

    /// <summary>The bodies that are encoded.</summary>
    public IEnumerable<EncodedBody> Encoded => _all.Select(body => body.Encoded).OfType<EncodedBody>();

    /// <summary>Encodes what a view draws, as the page's own chart reads it.</summary>
    public static EncodedBody ChartOf(MarketSnapshot snapshot, PageView view) =>
        EncodedBody.Of(ChartBody.Of(ViewedHistory.Of(snapshot, view), view, snapshot.ReadAt), WebJson.Default.ChartBody);

    /// <summary>
    /// Prepares the candles of a view in the media types of the API's series, with its averages. Lines can be imported,
    /// which ignores averages, except lines with prices in satoshi, which are named so.
    /// </summary>
    public static RowBodies RowsOf(MarketSnapshot snapshot, PageView view)
    {
        var viewed = ViewedHistory.Of(snapshot, view);
        var candles = viewed.History.Candles;
        return RowBodies.Of(
            () => ViewedSeries.Of(viewed, view.Unit),
            WebJson.Default.ViewedSeries,
            lines =>
                lines.Write(
                    candles,
                    view.Unit.NamedCode,
                    [.. viewed.Averages.Select(line => (AverageColumn + line.Average.Code, line.Values))]
                )
        );
    }

    /// <summary>Encodes the bodies ahead that were recently requested from the previous snapshot.</summary>
    /// <param name="before">The bodies of the previous snapshot.</param>
    /// <param name="now">When this one replaces it.</param>
    public void PrepareLike(SnapshotBodies before, DateTimeOffset now)
    {
        foreach (var (mine, theirs) in _all.Zip(before._all))
        {
            mine.PrepareLike(theirs, now);
        }
    }
}
