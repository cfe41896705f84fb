using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources;

/// <summary>A quote and the body that it was read from.</summary>
/// <param name="Quote">What the source says.</param>
/// <param name="Body">Its answer as it was received, without tags; null where it is too long to be kept.</param>
public sealed record Reading(Quote Quote, string? Body)
{
    /// <summary>
    /// The most characters of a body that is kept. Sources' bodies are far shorter; 10,000 of them may wait for the store,
    /// so an ill server's must not fill the memory, nor pass DynamoDB's 400 KB an item.
    /// </summary>
    public const int LongestBody = 16_384;

    /// <summary>Keeps what is needed of an answer's body.</summary>
    public static Reading Of(Quote quote, string body) => new(quote, WithoutTags(body) is { Length: <= LongestBody } kept ? kept : null);

    private static string WithoutTags(string body) => JsonCut.Without("tags", body);
}
