namespace BtcTracker.Market.Storage.Imported;

/// <summary>How far an import is.</summary>
public enum ImportState
{
    /// <summary>It stores rows, or was killed while it did.</summary>
    Running,

    /// <summary>It was stopped; the same command goes on with it.</summary>
    Stopped,

    /// <summary>All its rows are stored.</summary>
    Whole,

    /// <summary>It is being removed, or its removal was stopped.</summary>
    Removing,
}

/// <summary>An import as the list of imports has it.</summary>
public sealed record ImportRecord
{
    /// <summary>Who stores or removes rows says so at least this often; one that is silent for longer has ended.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    /// <summary>Its id.</summary>
    public required ImportId Id { get; init; }

    /// <summary>The file's name, without its folder.</summary>
    public required string File { get; init; }

    /// <summary>What the file was read as, for a reader.</summary>
    public required string Shape { get; init; }

    /// <summary>Whether it stores candles, which can be taken out again; readings cannot.</summary>
    public required bool HasCandles { get; init; }

    /// <summary>Tells the same file with the same options again; null where it cannot be told.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>When it began: what was over by then is stored, also when it goes on later.</summary>
    public required DateTimeOffset Begun { get; init; }

    /// <summary>From when five minutes are stored where only the last days of them are.</summary>
    public DateTimeOffset FinestFrom { get; init; } = DateTimeOffset.MinValue;

    /// <summary>The last sign of whoever stores or removes its rows.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>When it was whole; null before.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>How far it is.</summary>
    public ImportState State { get; init; }

    /// <summary>How many rows it has brought, those among them that the store had already.</summary>
    public long Rows { get; init; }

    /// <summary>The first time of its rows; null before the first.</summary>
    public DateTimeOffset? First { get; init; }

    /// <summary>The last time of its rows; null before the first.</summary>
    public DateTimeOffset? Last { get; init; }

    /// <summary>How many batches of rows are done with.</summary>
    public int DoneBatches { get; init; }

    /// <summary>Until when it must be taken for running; null where nobody works on it.</summary>
    public DateTimeOffset? BusyUntil(DateTimeOffset now) =>
        State is ImportState.Running or ImportState.Removing && SeenAt + LongestSilence > now ? SeenAt + LongestSilence : null;

    /// <summary>This one with a batch of rows more.</summary>
    public ImportRecord With(int rows, DateTimeOffset first, DateTimeOffset last) =>
        this with
        {
            Rows = Rows + rows,
            First = First < first ? First : first,
            Last = Last > last ? Last : last,
        };
}
