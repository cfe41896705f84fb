using System.Globalization;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.App.Files;

/// <summary>A file of any size is read row by row.</summary>
[Trait("Level", "App")]
public sealed class HugeFileTests(FileCommandFixture fixture) : IClassFixture<FileCommandFixture>
{
    private const int Rows = 300_000;

    /// <summary>A part of the file's size, in hexadecimal as the runtime reads it: 32 MB. More heap than that ends the program.</summary>
    private const string HeapLimit = "2000000";

    [Fact]
    [Slow]
    public async Task A_file_larger_than_the_memory_is_imported()
    {
        using var store = fixture.NewStore();
        var path = fixture.NewPath();
        await WriteAsync(path);
        Assert.True(new FileInfo(path).Length > 2 * long.Parse(HeapLimit, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

        // Bodies without their quotes are left out, so the file is read whole without 300,000 writes.
        var end = await FileCommandFixture.EndOfAsync(
            fixture.Start(store, ["import", path, "--yes"], ("DOTNET_GCHeapHardLimit", HeapLimit))
        );

        Assert.Equal(0, end.ExitCode);
        Assert.Contains("300,000 rows read, 0 stored, 0 unchanged, 300,000 skipped", end.Output, StringComparison.Ordinal);
    }

    private static async Task WriteAsync(string path)
    {
        var (first, body) = (Samples.At("2023-01-01").ToUnixTimeSeconds(), new string('0', 200));
        await using var file = new StreamWriter(path);
        await file.WriteLineAsync("slot,source,body");
        for (var row = 0; row < Rows; row++)
        {
            await file.WriteLineAsync($"{first + (row * 300L)},coinbase,\"{{\"\"price\"\":\"\"{body}\"\"}}\"");
        }
    }
}
