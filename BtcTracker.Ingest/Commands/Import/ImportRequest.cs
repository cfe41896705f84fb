using BtcTracker.Market.Files;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>The arguments of <c>import</c>.</summary>
/// <param name="File">The file's path, relative to the caller's folder.</param>
/// <param name="Interval">The candles' interval; null means that it is detected.</param>
/// <param name="Options">The options for reading the file.</param>
/// <param name="IsDryRun">Whether nothing is stored.</param>
/// <param name="IsConfirmed">Whether the user confirmed in advance.</param>
/// <param name="Question">Asks before stored candles are replaced; null replaces them without asking.</param>
internal sealed record ImportRequest(
    string File,
    Market.Interval? Interval,
    PriceFileOptions Options,
    bool IsDryRun,
    bool IsConfirmed,
    ConfirmationPrompt? Question
);
