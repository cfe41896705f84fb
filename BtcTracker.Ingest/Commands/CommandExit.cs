using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Commands;

/// <summary>How a verb ends.</summary>
internal static class CommandExit
{
    /// <summary>All is done.</summary>
    public const int Done = 0;

    /// <summary>The user has something to put right, said on stderr.</summary>
    public const int Wrong = 1;

    /// <summary>Stopped by Ctrl+C, SIGTERM or SIGHUP.</summary>
    public const int Stopped = 130;

    /// <summary>
    /// Whether an error comes from what the user gave, from the file or from the store, so that its message says what to look at.
    /// </summary>
    public static bool IsForTheUser(Exception error) =>
        error is FormatException or IOException or UnauthorizedAccessException or PriceStoreException;

    /// <summary>Why a verb ended early, for a reader.</summary>
    public static string Reason(Exception error) => error is OperationCanceledException ? "Stopped." : error.Message;

    /// <summary>The exit code for an error.</summary>
    public static int CodeOf(Exception error) => error is OperationCanceledException ? Stopped : Wrong;
}
