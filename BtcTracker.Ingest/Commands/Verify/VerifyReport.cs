using BtcTracker.Ingest.Commands.Import;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Commands.Verify;

/// <summary>Writes each difference as one line, and counts.</summary>
/// <param name="output">Takes the lines.</param>
/// <param name="repairs">Whether what can be repaired is.</param>
internal sealed class VerifyReport(TextWriter output, bool repairs)
{
    private long _differences;

    /// <summary>How many quotes were checked.</summary>
    public long Quotes { get; set; }

    /// <summary>How many bodies were checked.</summary>
    public long Bodies { get; set; }

    /// <summary>How many candles were checked.</summary>
    public long Candles { get; set; }

    /// <summary>How many candles of an exchange were not compared, because it no longer has them.</summary>
    public long OutOfReach { get; set; }

    /// <summary>How many differences were repaired.</summary>
    public long Repaired { get; private set; }

    /// <summary>Whether everything is as it should be, now.</summary>
    public bool IsClean => _differences == Repaired;

    /// <summary>Reports a difference.</summary>
    /// <param name="what">What differs.</param>
    /// <param name="time">Its slot or open time.</param>
    /// <param name="stored">What is stored.</param>
    /// <param name="expected">What should be.</param>
    /// <param name="repair">Puts it right and gives whether it is; null where nothing can.</param>
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
            _ => $"{ImportTally.Words(_differences)} differences",
        };
        var repaired = repairs && _differences > 0 ? $", {ImportTally.Words(Repaired)} repaired" : "";
        var outOfReach =
            OutOfReach > 0
                ? $" {ImportTally.Words(OutOfReach)} candles of exchanges were not compared: their sources no longer have them."
                : "";
        return $"Checked {ImportTally.Words(Quotes)} quotes, {ImportTally.Words(Bodies)} bodies and {ImportTally.Words(Candles)} candles"
            + $" from {range.From.UtcDateTime:u} to {range.To.UtcDateTime:u}: {found}{repaired}.{outOfReach}";
    }
}
