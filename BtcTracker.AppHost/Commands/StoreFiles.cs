namespace BtcTracker.AppHost.Commands;

/// <summary>The files of a local store's engine.</summary>
/// <param name="Folder">The folder of one market mode.</param>
/// <param name="Names">The names of the engine's files in it, as search patterns.</param>
public sealed record StoreFiles(string Folder, IReadOnlyList<string> Names)
{
    /// <summary>An embedded engine's file or folder, with SQLite's additional files such as <c>dynoxide.db-wal</c>.</summary>
    public static StoreFiles Of(StoreEngine engine) =>
        new(Path.GetDirectoryName(engine.DataPath)!, [Path.GetFileName(engine.DataPath), $"{Path.GetFileName(engine.DataPath)}-*"]);

    /// <summary>DynamoDB Local's databases, which the container keeps in the folder.</summary>
    public static StoreFiles OfContainer(string folder) => new(folder, ["*.db", "*.db-*"]);

    /// <summary>Deletes them; no engine may be using them.</summary>
    public void Delete()
    {
        foreach (var entry in Names.SelectMany(name => new DirectoryInfo(Folder).EnumerateFileSystemInfos(name)).ToList())
        {
            if (entry is DirectoryInfo data)
            {
                data.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }
    }
}
