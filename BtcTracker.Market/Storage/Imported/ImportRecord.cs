namespace BtcTracker.Market.Storage.Imported;

/// <summary>The state of an import.</summary>
public enum ImportState
{
    /// <summary>It is storing rows, or was killed while it was.</summary>
    Running,

    /// <summary>It was stopped; the same command resumes it.</summary>
    Stopped,

    /// <summary>All its rows are stored.</summary>
    Whole,

    /// <summary>It is being removed, or its removal was stopped.</summary>
    Removing,
}

/// <summary>An entry in the list of imports.</summary>
public sealed record ImportRecord
{
    /// <summary>
    /// A running import or removal updates <see cref="SeenAt"/> at least this often; without an update for longer it has ended.
    /// </summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    /// <summary>Its id.</summary>
    public required ImportId Id { get; init; }

    /// <summary>The file's name, without its folder.</summary>
    public required string File { get; init; }

    /// <summary>The recognized format of the file, for display.</summary>
    public required string Shape { get; init; }

    /// <summary>Whether it stores candles, which can be removed again; readings cannot.</summary>
    public required bool HasCandles { get; init; }

    /// <summary>A fingerprint of the file and the options, to recognize the same import; null if there is none.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>When it started. Only candles closed by then are stored, even after a resume.</summary>
    public required DateTimeOffset Begun { get; init; }

    /// <summary>From when 5-minute candles are stored if only the last days of them are.</summary>
    public DateTimeOffset FinestFrom { get; init; } = DateTimeOffset.MinValue;

    /// <summary>The last heartbeat of the process that stores or removes its rows.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>When it was completed; null before.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>How far it is.</summary>
    public ImportState State { get; init; }

    /// <summary>How many rows were processed, including those that the store already had.</summary>
    public long Rows { get; init; }

    /// <summary>The first time of its rows; null before the first.</summary>
    public DateTimeOffset? First { get; init; }

    /// <summary>The last time of its rows; null before the first.</summary>
    public DateTimeOffset? Last { get; init; }

    /// <summary>How many batches of rows were processed.</summary>
    public int DoneBatches { get; init; }

    /// <summary>Until when it must be assumed to be running; null if it is not.</summary>
    public DateTimeOffset? BusyUntil(DateTimeOffset now) =>
        State is ImportState.Running or ImportState.Removing && SeenAt + LongestSilence > now ? SeenAt + LongestSilence : null;

    /// <summary>A copy with another batch of rows counted.</summary>
    public ImportRecord With(int rows, DateTimeOffset first, DateTimeOffset last) =>
        this with
        {
            Rows = Rows + rows,
            First = First < first ? First : first,
            Last = Last > last ? Last : last,
        };
}
