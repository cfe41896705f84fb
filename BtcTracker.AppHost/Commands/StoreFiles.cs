namespace BtcTracker.AppHost.Commands;

/// <summary>The files of a local store's engine.</summary>
/// <param name="Folder">The folder of one market mode.</param>
/// <param name="Names">Their names in it, as search patterns; what else is in the folder is not the engine's.</param>
public sealed record StoreFiles(string Folder, IReadOnlyList<string> Names)
{
    /// <summary>An embedded engine's file or folder, and what SQLite keeps beside it, such as <c>dynoxide.db-wal</c>.</summary>
    public static StoreFiles Of(StoreEngine engine) =>
        new(Path.GetDirectoryName(engine.DataPath)!, [Path.GetFileName(engine.DataPath), $"{Path.GetFileName(engine.DataPath)}-*"]);

    /// <summary>DynamoDB Local's databases, which the container keeps in the folder.</summary>
    public static StoreFiles OfContainer(string folder) => new(folder, ["*.db", "*.db-*"]);

    /// <summary>Deletes them; no engine may run on them.</summary>
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
