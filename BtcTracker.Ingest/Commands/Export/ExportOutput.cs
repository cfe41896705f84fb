using System.Text;

namespace BtcTracker.Ingest.Commands.Export;

/// <summary>The output of an export: stdout, or a file that replaces an older one once it is complete.</summary>
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

    /// <summary>The writer for the rows.</summary>
    public StreamWriter Writer { get; }

    /// <summary>Its name, for display.</summary>
    public string Name => _path ?? "stdout";

    /// <summary>Opens a path; null means stdout.</summary>
    /// <exception cref="IOException">The file cannot be created.</exception>
    public static ExportOutput Open(string? path)
    {
        if (path is null)
        {
            return new ExportOutput(Console.OpenStandardOutput(), path: null, part: null);
        }

        var fullPath = Path.GetFullPath(path);
        if (Directory.Exists(fullPath))
        {
            throw new IOException($"{fullPath} is a folder. Name a file.");
        }

        // A device or a pipe, which has no length, is written directly; so is an empty file, which has no content to lose.
        var part = new FileInfo(fullPath) is { Exists: true, Length: 0 } ? null : $"{fullPath}.part";
        return new ExportOutput(new FileStream(part ?? fullPath, FileMode.Create), fullPath, part);
    }

    /// <summary>Moves the completed file into place.</summary>
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
