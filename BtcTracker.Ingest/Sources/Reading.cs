using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources;

/// <summary>A quote and the body that it was read from.</summary>
/// <param name="Quote">The quote.</param>
/// <param name="Body">The response body as received, without tags; null if it is too long to be kept.</param>
public sealed record Reading(Quote Quote, string? Body)
{
    /// <summary>
    /// The maximum length of a kept body in characters. Real bodies are far shorter; 10,000 of them may be queued for the store, so a
    /// faulty server's must not exhaust the memory or exceed DynamoDB's 400 KB per item.
    /// </summary>
    public const int LongestBody = 16_384;

    /// <summary>Creates a reading with the part of the response body that is kept.</summary>
    public static Reading Of(Quote quote, string body) => new(quote, WithoutTags(body) is { Length: <= LongestBody } kept ? kept : null);

    private static string WithoutTags(string body) => JsonFieldRemover.Without("tags", body);
}
