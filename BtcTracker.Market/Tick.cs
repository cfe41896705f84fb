namespace BtcTracker.Market;

/// <summary>A price between two slots, for display only: it is in no history, candle or export.</summary>
/// <param name="Price">The price of a bitcoin in US dollars; greater than zero.</param>
/// <param name="AsOf">The source's own time of the price, UTC.</param>
/// <param name="Source">The source, in the format of <see cref="Quote.Source"/>.</param>
public sealed record Tick(decimal Price, DateTimeOffset AsOf, string Source);
