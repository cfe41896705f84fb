using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.App.Files;

/// <summary>What is no file of prices gets one message and exit code 1, and leaves the store as it was.</summary>
[Trait("Level", "App")]
[Slow]
public sealed class BadFileTests(FileCommandFixture fixture) : IClassFixture<FileCommandFixture>, IDisposable
{
    private const string Header = "time,open,high,low,close,volume\n";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task A_folder_that_is_called_like_a_file_is_refused() =>
        RefusedAsync(Directory.CreateDirectory(_folder.PathOf("prices.csv.gz")).FullName, "is a folder. Name a file. Nothing is imported.");

    [Fact]
    public async Task A_pipe_is_refused_and_not_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "There are no such pipes.");
        var path = _folder.PathOf("pipe.csv");
        using var made = Process.Start("mkfifo", [path]);
        await made.WaitForExitAsync(Token);

        await RefusedAsync(path, "the file is empty; save the output of a pipe or device as a file and import that.");
    }

    [Fact]
    public Task An_archive_that_is_cut_short_is_refused_after_its_rows_were_read()
    {
        var whole = Gzip(Encoding.UTF8.GetBytes(Header + Hours(30_000)));
        return RefusedAsync(Write("cut.csv.gz", whole[..^100]), "cut short or broken");
    }

    [Theory]
    [InlineData("bomb.csv.gz")]
    [InlineData("bomb.zip")]
    public Task An_archive_that_unpacks_to_hundreds_of_times_its_size_is_refused(string name)
    {
        var row = Encoding.ASCII.GetBytes($"1577836800,7200,7200,7200,7200,1{new string(' ', 3_000)}\n");
        byte[] rows = [.. Encoding.ASCII.GetBytes(Header + Hours(10)), .. Enumerable.Repeat(row, 20_000).SelectMany(bytes => bytes)];
        return RefusedAsync(
            Write(name, name.EndsWith("gz", StringComparison.Ordinal) ? Gzip(rows) : Zip("prices.csv", rows)),
            "too large for a file of prices"
        );
    }

    [Theory]
    [InlineData("../prices.csv")]
    [InlineData("/etc/prices.csv")]
    [InlineData("data/..\\..\\prices.csv")]
    public Task An_archive_whose_file_climbs_out_of_its_folder_is_refused(string entry) =>
        RefusedAsync(Write("climbs.zip", Zip(entry, Encoding.ASCII.GetBytes(Header + Hours(10)))), "has a path outside the archive");

    [Fact]
    public Task Bytes_that_are_no_text_are_refused_wherever_they_are() =>
        RefusedAsync(
            Write("bytes.csv", [.. Encoding.ASCII.GetBytes(Header + Hours(3_000)), 0xff, 0xfe, (byte)'\n']),
            "the file is not UTF-8 text"
        );

    [Fact]
    public async Task A_file_that_grows_while_it_is_read_is_refused()
    {
        using var store = fixture.NewStore();
        var path = Write("grows.csv", Encoding.ASCII.GetBytes(Header));
        await using var file = new StreamWriter(path, append: true) { AutoFlush = true };
        var next = 0;
        await AppendAsync(50_000);
        var import = fixture.Start(store, ["import", path]);
        var end = FileCommandFixture.EndOfAsync(import);
        while (!end.IsCompleted)
        {
            await AppendAsync(10);
        }

        await AssertRefusedAsync(store, await end, "the file changed while it was read: wait until it is complete, then import it.");

        Task AppendAsync(int rows)
        {
            next += rows;
            return file.WriteAsync(Rows(rows, next - rows, minutes: 1));
        }
    }

    // Root may read everything unless it gives up the right to.
    [Fact]
    public async Task A_file_that_may_not_be_read_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Rights are taken away by setpriv of util-linux.");
        using var store = fixture.NewStore();
        var path = Write("secret.csv", Encoding.ASCII.GetBytes(Header + Hours(10)));
        if (OperatingSystem.IsLinux())
        {
            File.SetUnixFileMode(path, UnixFileMode.None);
        }

        var end = await fixture.RunAsRightlessAsync(store, "import", path);

        await AssertRefusedAsync(store, end, "is denied. Nothing is imported.");
    }

    private async Task RefusedAsync(string path, string reason)
    {
        using var store = fixture.NewStore();

        await AssertRefusedAsync(store, await fixture.RunAsync(store, "import", path), reason);
    }

    private async Task AssertRefusedAsync(PriceStoreHost store, CommandEnd end, string reason)
    {
        Assert.Equal((1, ""), (end.ExitCode, end.Output));
        Assert.Contains(reason, end.LastError, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", end.Errors, StringComparison.Ordinal);
        Assert.Empty(await FileCommandFixture.CandlesAsync(store, Interval.OneHour));
        Assert.Equal("There are no imports.", (await fixture.RunAsync(store, "imports")).Errors);
    }

    private string Write(string name, byte[] content)
    {
        var path = _folder.PathOf(name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Optimal))
        {
            stream.Write(content);
        }

        return packed.ToArray();
    }

    private static byte[] Zip(string name, byte[] content)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create))
        {
            using var entry = archive.CreateEntry(name).Open();
            entry.Write(content);
        }

        return packed.ToArray();
    }

    private static string Hours(int count) => Rows(count, from: 0, minutes: 60);

    private static string Rows(int count, int from, int minutes) =>
        string.Concat(
            Enumerable
                .Range(from, count)
                .Select(row =>
                    $"{Samples.At("2015-01-01").AddMinutes(row * minutes).ToUnixTimeSeconds()},{7_200 + (row * 7_919L % 97)},7300,"
                    + $"7100.25,7200,{row % 1_000}\n"
                )
        );
}
