using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Commands;

/// <summary>The exit codes of commands.</summary>
internal static class CommandExit
{
    /// <summary>Success.</summary>
    public const int Done = 0;

    /// <summary>An error that the user can correct, explained on stderr.</summary>
    public const int Wrong = 1;

    /// <summary>Stopped by Ctrl+C, SIGTERM or SIGHUP.</summary>
    public const int Stopped = 130;

    /// <summary>
    /// Whether an error is caused by the input, the file or the store, so that its message is sufficient.
    /// </summary>
    public static bool IsForTheUser(Exception error) =>
        error is FormatException or IOException or UnauthorizedAccessException or PriceStoreException;

    /// <summary>Why a command ended early, for display.</summary>
    public static string Reason(Exception error) => error is OperationCanceledException ? "Stopped." : error.Message;

    /// <summary>The exit code for an error.</summary>
    public static int CodeOf(Exception error) => error is OperationCanceledException ? Stopped : Wrong;
}
