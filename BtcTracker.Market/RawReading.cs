namespace BtcTracker.Market;

/// <summary>The proof of a quote: the body that it was read from.</summary>
/// <param name="Symbol">The pair that was read.</param>
/// <param name="Slot">The quote's slot.</param>
/// <param name="Source">The quote's source, which knows how to read the body.</param>
/// <param name="Body">What the source answered, character by character as it was received, but without its <c>tags</c>.</param>
public sealed record RawReading(Symbol Symbol, DateTimeOffset Slot, string Source, string Body);
