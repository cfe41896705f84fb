using BtcTracker.Market;
using BtcTracker.Web.History;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Contracts;

/// <summary>
/// The API's extremes and changes. Changes are in percent; a change without a reference in the known history is null.
/// </summary>
public sealed record StatsBody
{
    /// <summary>The pair: <c>BTC-USD</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>The time of the latest price, UTC; null before the first quote.</summary>
    public required DateTime? AsOf { get; init; }

    /// <summary>Where the latest price came from; in demo and replay with that word before it.</summary>
    public required string? Source { get; init; }

    /// <summary>The latest price.</summary>
    public required decimal? Price { get; init; }

    /// <summary>The first day known, UTC: "all time" starts here.</summary>
    public required DateTime? FirstDay { get; init; }

    /// <summary>
    /// How many days since the first are not known, as while history is still being read: any of them may hold a higher or lower price.
    /// Null where no day is known, and while older days are still being fetched, as are the extremes of all time then.
    /// </summary>
    public required int? UnknownDays { get; init; }

    /// <summary>The highest price since the first day known; null while older days are still being fetched.</summary>
    public required ExtremeBody? AllTimeHigh { get; init; }

    /// <summary>The lowest price since the first day known; null while older days are still being fetched.</summary>
    public required ExtremeBody? AllTimeLow { get; init; }

    /// <summary>How far the latest price is from the highest, in percent: zero or less.</summary>
    public required decimal? Drawdown { get; init; }

    /// <summary>The rolling change over each range, by its code.</summary>
    public required IReadOnlyDictionary<string, decimal?> Changes { get; init; }

    /// <summary>The highest and the lowest price of each range, by its code; null where nothing of it is known.</summary>
    public required IReadOnlyDictionary<string, RangeBody?> Ranges { get; init; }

    /// <summary>The statistics of a snapshot.</summary>
    public static StatsBody Of(MarketSnapshot snapshot)
    {
        var (latest, stats, allTime) = (snapshot.Latest, snapshot.Stats, snapshot.AwaitsDays ? null : snapshot.Stats);
        return new StatsBody
        {
            Symbol = Market.Symbol.BtcUsd.ToString(),
            AsOf = latest?.AsOf.UtcDateTime,
            Source = latest?.Source,
            Price = latest?.Price,
            FirstDay = stats?.FirstDay.UtcDateTime,
            UnknownDays = allTime?.UnknownDays,
            AllTimeHigh = allTime is null ? null : ExtremeBody.Of(allTime.High, latest),
            AllTimeLow = allTime is null ? null : ExtremeBody.Of(allTime.Low, latest),
            Drawdown = allTime is null ? null : PriceChange.Percent(allTime.High.Price, latest?.Price),
            Changes = HistoryRange.All.ToDictionary(range => range.Code, snapshot.ChangeOver),
            Ranges = HistoryRange.All.ToDictionary(range => range.Code, range => RangeBody.Of(snapshot, range)),
        };
    }
}

/// <summary>A highest or lowest price.</summary>
/// <param name="Price">The price.</param>
/// <param name="At">The open time of its candle, UTC: a day for all time, finer for shorter ranges.</param>
/// <param name="Change">The change from it to the latest price, in percent; null before the first quote.</param>
public sealed record ExtremeBody(decimal Price, DateTime At, decimal? Change)
{
    /// <summary>The body of an extreme, relative to the latest quote.</summary>
    public static ExtremeBody Of(Extreme extreme, Quote? latest) =>
        new(extreme.Price, extreme.At.UtcDateTime, PriceChange.Percent(extreme.Price, latest?.Price));
}

/// <summary>A range's extremes.</summary>
/// <param name="From">Where the range starts, UTC.</param>
/// <param name="To">Where it ends, UTC.</param>
/// <param name="High">The highest price inside.</param>
/// <param name="Low">The lowest price inside.</param>
public sealed record RangeBody(DateTime From, DateTime To, ExtremeBody High, ExtremeBody Low)
{
    /// <summary>The body of a range; null where nothing of it is known.</summary>
    public static RangeBody? Of(MarketSnapshot snapshot, HistoryRange range)
    {
        var span = snapshot.For(range).Span;
        return snapshot.ExtremesOver(range) is { } extremes
            ? new RangeBody(
                span.From.UtcDateTime,
                span.To.UtcDateTime,
                ExtremeBody.Of(extremes.High, snapshot.Latest),
                ExtremeBody.Of(extremes.Low, snapshot.Latest)
            )
            : null;
    }
}
