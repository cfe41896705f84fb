namespace BtcTracker.Market;

/// <summary>How much of the history that was missing when ingest started is stored, as it last reported.</summary>
/// <param name="UpdatedAt">When it reported this.</param>
/// <param name="IsRunning">
/// Whether more is being fetched. True also where ingest ended meanwhile: then <paramref name="UpdatedAt"/> is old.
/// </param>
/// <param name="Parts">The stored intervals, the longest first.</param>
public sealed record BackfillProgress(DateTimeOffset UpdatedAt, bool IsRunning, IReadOnlyList<BackfilledPart> Parts);

/// <summary>How much of an interval's history is stored.</summary>
/// <param name="Interval">A stored interval.</param>
/// <param name="Stored">
/// How many of the candles that are fetched are stored: those before what is missing, and a last day that was fetched ahead.
/// </param>
/// <param name="Planned">How many candles are fetched in all, counted by their time: the sources may lack some.</param>
public sealed record BackfilledPart(Interval Interval, int Stored, int Planned);
