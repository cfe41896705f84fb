namespace BtcTracker.Market;

/// <summary>The response body that a quote was read from.</summary>
/// <param name="Symbol">The pair that was read.</param>
/// <param name="Slot">The quote's slot.</param>
/// <param name="Source">The quote's source, which can parse the body.</param>
/// <param name="Body">The source's response exactly as received, except that its <c>tags</c> are removed.</param>
public sealed record RawReading(Symbol Symbol, DateTimeOffset Slot, string Source, string Body);
