using System.Text;

namespace BtcTracker.Ingest.Commands.Export;

/// <summary>Where an export goes: stdout, or a file that takes the place of an older one once it is whole.</summary>
internal sealed class ExportOutput : IAsyncDisposable
{
    private const int BufferSize = 1 << 16;

    private readonly string? _path;
    private readonly string? _part;

    private ExportOutput(Stream stream, string? path, string? part)
    {
        (_path, _part) = (path, part);
        Writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferSize);
    }

    /// <summary>Takes the rows.</summary>
    public StreamWriter Writer { get; }

    /// <summary>What it is, for a reader.</summary>
    public string Name => _path ?? "stdout";

    /// <summary>Opens it; null is stdout.</summary>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public static ExportOutput Open(string? path)
    {
        if (path is null)
        {
            return new ExportOutput(Console.OpenStandardOutput(), path: null, part: null);
        }

        var fullPath = Path.GetFullPath(path);
        if (Directory.Exists(fullPath))
        {
            throw new IOException($"{fullPath} is a folder: name a file.");
        }

        // A device or a pipe, which has no length, is written to itself; so is an empty file, which has nothing to lose.
        var part = new FileInfo(fullPath) is { Exists: true, Length: 0 } ? null : $"{fullPath}.part";
        return new ExportOutput(new FileStream(part ?? fullPath, FileMode.Create), fullPath, part);
    }

    /// <summary>Puts the file, which is whole now, in its place.</summary>
    public void Complete()
    {
        Writer.Dispose();
        if (_part is not null)
        {
            File.Move(_part, _path!, overwrite: true);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        if (_part is not null)
        {
            File.Delete(_part);
        }
    }
}
