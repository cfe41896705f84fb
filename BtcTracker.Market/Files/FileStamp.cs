namespace BtcTracker.Market.Files;

/// <summary>What a file was like when it was opened: one that changes while it is read is not whole.</summary>
internal sealed class FileStamp(string path)
{
    private readonly (long Length, DateTime Written) _opened = Read(path);

    /// <summary>Refuses a file that something was written to since.</summary>
    /// <param name="position">How far it is read: past its length, and it grew.</param>
    /// <exception cref="FormatException">It changed; the message says what to do.</exception>
    public void Check(long position)
    {
        if (position > _opened.Length)
        {
            Refuse();
        }
    }

    /// <summary>Refuses a file that something was written to since.</summary>
    /// <exception cref="FormatException">It changed; the message says what to do.</exception>
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
        throw new FormatException($"{path}: the file changed while it was read: wait until it is whole, then import it.");
}
