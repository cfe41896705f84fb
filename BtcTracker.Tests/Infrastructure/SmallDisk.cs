namespace BtcTracker.Tests.Infrastructure;

/// <summary>A file system of a few megabytes that a test can fill, for which it must be root.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly DirectoryInfo _mount = Directory.CreateTempSubdirectory("btctracker-disk-");

    private SmallDisk() { }

    private string Filler => Path.Combine(_mount.FullName, "filler");

    /// <summary>Makes one, or skips the test where this may not.</summary>
    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        var disk = new SmallDisk();
        var mounted = await Command.RunAsync("mount", ["-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk._mount.FullName], Limit);
        if (!mounted.Succeeded)
        {
            disk._mount.Delete();
            Assert.Skip($"Needs to mount a file system, as root may: {mounted.Output}");
        }

        return disk;
    }

    /// <summary>A folder on it.</summary>
    public DirectoryInfo Folder(string name) => _mount.CreateSubdirectory(name);

    /// <summary>Leaves no space.</summary>
    public void Fill()
    {
        using var filler = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        Assert.Throws<IOException>((Action)WriteOn);

        void WriteOn()
        {
            while (filler.Length < long.MaxValue)
            {
                filler.Write(block);
            }
        }
    }

    /// <summary>Gives the space back.</summary>
    public void Free() => File.Delete(Filler);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Command.RunAsync("umount", [_mount.FullName], Limit);
        _mount.Delete(recursive: true);
    }
}
