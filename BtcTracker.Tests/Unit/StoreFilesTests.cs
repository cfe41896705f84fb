using BtcTracker.AppHost;
using BtcTracker.AppHost.Commands;
using BtcTracker.Tests.App;

namespace BtcTracker.Tests.Unit;

/// <summary>What a reset of the store deletes, for each engine: its own data and nothing else.</summary>
[Trait("Level", "Unit")]
public sealed class StoreFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("dynoxide", "dynoxide.db", "dynoxide.db-wal", "dynoxide.db-shm")]
    [InlineData("dynalite", "dynalite/000005.ldb", "dynalite/CURRENT")]
    [InlineData("container", "shared-local-instance.db", "shared-local-instance.db-journal")]
    public void The_engines_data_goes_and_other_files_stay(string engine, params string[] data)
    {
        string[] others = ["running", "prices.csv", "dynoxide.db.backup/dynoxide.txt"];
        foreach (var path in data.Concat(others).Select(_folder.PathOf))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "x");
        }

        FilesOf(engine).Delete();

        Assert.All(data, path => Assert.False(File.Exists(_folder.PathOf(path)), path));
        Assert.All(others, path => Assert.True(File.Exists(_folder.PathOf(path)), path));
    }

    [Fact]
    public void A_store_without_data_is_no_failure() => StoreFiles.OfContainer(_folder.Path).Delete();

    private StoreFiles FilesOf(string engine) =>
        engine == "container"
            ? StoreFiles.OfContainer(_folder.Path)
            : StoreFiles.Of(new StoreEngine(engine, "", [], _folder.PathOf(engine == StoreEngine.Dynoxide ? "dynoxide.db" : "dynalite")));
}
