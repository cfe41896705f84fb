using BtcTracker.Market.Files;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>What <c>import</c> is asked for.</summary>
/// <param name="File">The file's path, from the caller's folder.</param>
/// <param name="Interval">The candles' interval; null where it is found.</param>
/// <param name="Options">How the file is read.</param>
/// <param name="IsDryRun">Whether nothing is stored.</param>
/// <param name="IsConfirmed">Whether the user said yes beforehand.</param>
/// <param name="Question">Asked before stored candles are replaced; null replaces them unasked.</param>
internal sealed record ImportRequest(
    string File,
    Market.Interval? Interval,
    PriceFileOptions Options,
    bool IsDryRun,
    bool IsConfirmed,
    ImportQuestion? Question
);
