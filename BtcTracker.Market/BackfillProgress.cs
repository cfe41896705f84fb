namespace BtcTracker.Market;

/// <summary>Progress of the backfill: how much of the history that was missing at ingest's start is stored.</summary>
/// <param name="UpdatedAt">When ingest wrote this.</param>
/// <param name="IsRunning">
/// Whether the backfill is running. Stays true if ingest stopped in the middle; <paramref name="UpdatedAt"/> is old then.
/// </param>
/// <param name="Parts">One entry per stored interval, longest first.</param>
public sealed record BackfillProgress(DateTimeOffset UpdatedAt, bool IsRunning, IReadOnlyList<BackfilledPart> Parts);

/// <summary>The backfill progress of one interval.</summary>
/// <param name="Interval">A stored interval.</param>
/// <param name="Stored">
/// How many of the planned candles are stored: those before the missing range, and the last day, which is fetched ahead.
/// </param>
/// <param name="Planned">How many candles the range holds; the sources may lack some of them.</param>
public sealed record BackfilledPart(Interval Interval, int Stored, int Planned);
