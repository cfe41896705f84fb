using BtcTracker.Market;

namespace BtcTracker.Web.Snapshots;

/// <summary>Every quote after a slot, for those who follow them.</summary>
/// <param name="Quotes">The quotes, oldest first.</param>
/// <param name="After">That slot, in seconds since the epoch.</param>
public sealed record NewQuotes(IReadOnlyList<Quote> Quotes, long After);
