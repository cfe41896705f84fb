using BtcTracker.Ingest.Commands.Import;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Commands.Verify;

/// <summary>Writes each difference as one line, and counts them.</summary>
/// <param name="output">The writer for the lines.</param>
/// <param name="repairs">Whether to repair what can be repaired.</param>
internal sealed class VerifyReport(TextWriter output, bool repairs)
{
    private long _differences;

    /// <summary>The number of checked quotes.</summary>
    public long Quotes { get; set; }

    /// <summary>The number of checked bodies.</summary>
    public long Bodies { get; set; }

    /// <summary>The number of checked candles.</summary>
    public long Candles { get; set; }

    /// <summary>The number of exchanges' candles that were not compared, because the exchange no longer has them.</summary>
    public long OutOfReach { get; set; }

    /// <summary>The number of repaired differences.</summary>
    public long Repaired { get; private set; }

    /// <summary>Whether there are no differences left.</summary>
    public bool IsClean => _differences == Repaired;

    /// <summary>Reports a difference.</summary>
    /// <param name="what">What differs.</param>
    /// <param name="time">Its slot or open time.</param>
    /// <param name="stored">What is stored.</param>
    /// <param name="expected">What is expected.</param>
    /// <param name="repair">Repairs it and returns whether it succeeded; null if it cannot be repaired.</param>
    public async Task AddAsync(string what, DateTimeOffset time, string stored, string expected, Func<Task<bool>>? repair = null)
    {
        var isRepaired = repairs && repair is not null && await repair();
        _differences++;
        Repaired += isRepaired ? 1 : 0;
        var end =
            !repairs ? ""
            : isRepaired ? "; repaired"
            : "; not repaired";
        await output.WriteLineAsync($"{what} {time.UtcDateTime:u}: stored {stored}, expected {expected}{end}.");
    }

    /// <summary>The summary.</summary>
    public string Summary(TimeRange range)
    {
        var found = _differences switch
        {
            0 => "nothing differs",
            1 => "1 difference",
            _ => $"{ImportTally.Format(_differences)} differences",
        };
        var repaired = repairs && _differences > 0 ? $", {ImportTally.Format(Repaired)} repaired" : "";
        var outOfReach =
            OutOfReach > 0
                ? $" {ImportTally.Format(OutOfReach)} candles of exchanges were not compared: their sources no longer have them."
                : "";
        return $"Checked {ImportTally.Format(Quotes)} quotes, {ImportTally.Format(Bodies)} bodies and {ImportTally.Format(Candles)} candles"
            + $" from {range.From.UtcDateTime:u} to {range.To.UtcDateTime:u}: {found}{repaired}.{outOfReach}";
    }
}
