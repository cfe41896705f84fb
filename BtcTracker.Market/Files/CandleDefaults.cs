namespace BtcTracker.Market.Files;

/// <summary>What is taken for a candle where its file does not tell.</summary>
/// <param name="Interval">The interval; null where the file must tell.</param>
/// <param name="Source">The source's name.</param>
/// <param name="VolumeUnit">
/// The asset that a volume without a unit counts: <c>BTC</c>, as exchanges write, or <c>USD</c>; <c>NONE</c> leaves it out.
/// </param>
public sealed record CandleDefaults(Interval? Interval, string Source, string VolumeUnit = "BTC");
