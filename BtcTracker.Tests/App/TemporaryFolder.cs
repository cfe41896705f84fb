namespace BtcTracker.Tests.App;

/// <summary>A folder for one test, which goes with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("btctracker-");

    public string Path => _folder.FullName;

    public string PathOf(string fileName) => System.IO.Path.Combine(Path, fileName);

    public void Dispose() => _folder.Delete(recursive: true);
}
