namespace BtcTracker.AppHost.Running;

/// <summary>A file that one process at a time keeps open. The system releases it however the process ends.</summary>
public sealed class FileLock : IDisposable
{
    // EWOULDBLOCK of Linux and of macOS, and Windows's ERROR_SHARING_VIOLATION.
    private static readonly int HeldByAnother =
        OperatingSystem.IsWindows() ? unchecked((int)0x80070020)
        : OperatingSystem.IsMacOS() ? 35
        : 11;

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Acquires the lock; null if another process, or another part of this one, holds it.</summary>
    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be written.</exception>
    public static FileLock? TryTake(string path)
    {
        try
        {
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException error) when (error.HResult == HeldByAnother)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();
}
