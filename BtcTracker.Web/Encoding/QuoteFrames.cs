using System.Collections.Immutable;
using BtcTracker.Web.Contracts;

namespace BtcTracker.Web.Encoding;

/// <summary>The latest quotes as the live stream sends them, for reconnecting viewers. No quote is missing between them.</summary>
/// <param name="All">The quotes, oldest first.</param>
/// <param name="CompleteAfter">Every quote after this slot, in seconds since the epoch, is among them.</param>
public sealed record QuoteFrames(ImmutableArray<QuoteFrame> All, long CompleteAfter)
{
    /// <summary>How many quotes are kept.</summary>
    public const int Remembered = 300;

    /// <summary>No quote.</summary>
    public static QuoteFrames None { get; } = new([], long.MinValue);

    /// <summary>The slot before the latest quote's; valid only if there is one.</summary>
    public long BeforeLatest => All.Length > 1 ? All[^2].Slot : CompleteAfter;

    /// <summary>
    /// Adds newer quotes. The oldest are removed once there are too many, and all are if quotes are missing before the new ones.
    /// </summary>
    /// <param name="quotes">Every quote after a slot, oldest first.</param>
    /// <param name="after">That slot.</param>
    public QuoteFrames Append(IEnumerable<QuoteBody> quotes, long after)
    {
        var kept = All is [.., var latest] && latest.Slot >= after ? this : new QuoteFrames([], after);
        var all = kept.All.AddRange(quotes.Select(QuoteFrame.Of));
        var tooMany = all.Length - Remembered;
        return tooMany > 0 ? new QuoteFrames(all[tooMany..], all[tooMany - 1].Slot) : kept with { All = all };
    }

    /// <summary>Where the quotes after a slot begin.</summary>
    public int FirstAfter(long slot)
    {
        var first = All.Length;
        while (first > 0 && All[first - 1].Slot > slot)
        {
            first--;
        }

        return first;
    }
}
