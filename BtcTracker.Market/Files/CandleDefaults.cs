namespace BtcTracker.Market.Files;

/// <summary>Defaults for what a file of candles does not state.</summary>
/// <param name="Interval">The interval; null if the file must state it.</param>
/// <param name="Source">The source's name.</param>
/// <param name="VolumeUnit">
/// The unit of a volume that has none: <c>BTC</c>, as exchanges write, or <c>USD</c>; <c>NONE</c> drops the volume.
/// </param>
public sealed record CandleDefaults(Interval? Interval, string Source, string VolumeUnit = "BTC");
