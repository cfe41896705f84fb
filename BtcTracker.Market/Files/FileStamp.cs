namespace BtcTracker.Market.Files;

/// <summary>A file's length and time when it was opened, to detect that it is still being written.</summary>
internal sealed class FileStamp(string path)
{
    private readonly (long Length, DateTime Written) _opened = Read(path);

    /// <summary>Throws if the file has changed since.</summary>
    /// <param name="position">How far the file was read; a position past its length means that it grew.</param>
    /// <exception cref="FormatException">The file changed; the message says what to do.</exception>
    public void Check(long position)
    {
        if (position > _opened.Length)
        {
            Refuse();
        }
    }

    /// <summary>Throws if the file has changed since.</summary>
    /// <exception cref="FormatException">The file changed; the message says what to do.</exception>
    public void Check()
    {
        if (Read(path) != _opened)
        {
            Refuse();
        }
    }

    private static (long Length, DateTime Written) Read(string path)
    {
        var file = new FileInfo(path);
        return (file.Exists ? file.Length : -1, file.LastWriteTimeUtc);
    }

    private void Refuse() =>
        throw new FormatException($"{path}: the file changed while it was read: wait until it is complete, then import it.");
}
