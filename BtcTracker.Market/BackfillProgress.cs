namespace BtcTracker.Market;

/// <summary>How far ingest has come with the history that was missing when it started, as it last said.</summary>
/// <param name="UpdatedAt">When it said so.</param>
/// <param name="IsRunning">Whether more is being fetched. It stays true where ingest ended meanwhile: then <paramref name="UpdatedAt"/> grows old.</param>
/// <param name="Parts">The stored intervals, the longest first.</param>
public sealed record BackfillProgress(DateTimeOffset UpdatedAt, bool IsRunning, IReadOnlyList<BackfilledPart> Parts);

/// <summary>How much of an interval's history is stored.</summary>
/// <param name="Interval">A stored interval.</param>
/// <param name="Stored">How many of the candles that are fetched lie before what is complete.</param>
/// <param name="Planned">How many candles are fetched in all, counted by their time: the sources may lack some.</param>
public sealed record BackfilledPart(Interval Interval, int Stored, int Planned);
