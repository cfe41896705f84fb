namespace BtcTracker.Web.Contracts;

/// <summary>The stream's event for a viewer whose last slot is older than the quotes kept for reconnecting viewers.</summary>
/// <param name="After">The last slot that the viewer has, in seconds since the epoch.</param>
/// <param name="Until">The slot of the next event.</param>
/// <param name="Next">The address of the quotes between the two.</param>
public sealed record MissedQuotes(long After, long Until, string Next)
{
    /// <summary>The event for the quotes between two slots.</summary>
    /// <param name="pathBase">Where this service is mounted.</param>
    /// <param name="after">The last slot that the viewer has.</param>
    /// <param name="until">The slot of the next event.</param>
    public static MissedQuotes Between(PathString pathBase, long after, long until) =>
        new(after, until, $"{pathBase}/api/v1/quotes?from={after + 1}&to={until}");
}
