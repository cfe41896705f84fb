using BtcTracker.Market;

namespace BtcTracker.Tests.App.Files;

/// <summary>A person at a terminal is asked before stored candles are replaced; a script is not.</summary>
[Trait("Level", "App")]
public sealed class ConfirmationPromptTests(FileCommandFixture fixture) : IClassFixture<FileCommandFixture>, IDisposable
{
    private const string Header = "date,open,high,low,close\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("n", 1, 100)]
    [InlineData("", 1, 100)]
    [InlineData("y", 0, 101)]
    public async Task What_would_be_replaced_is_shown_and_asked_for(string answer, int exitCode, int expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The terminal is made by script of util-linux.");
        using var store = fixture.NewStore();
        await fixture.RunAsync(store, "import", Write("a.csv", "2013-05-01,100,100,100,100\n2013-05-02,100,100,100,100\n"));

        var end = await fixture.RunOnTerminalAsync(
            store,
            answer,
            "import",
            Write("b.csv", "2013-05-01,101,101,101,101\n2013-05-02,100,100,100,100\n")
        );

        Assert.Equal(exitCode, end.ExitCode);
        Assert.Contains("0 would be stored, 1 replaced, 1 unchanged", end.Output, StringComparison.Ordinal);
        Assert.Contains("close 101 in the file, 100 stored (import:a.csv), 1 % apart.", end.Output, StringComparison.Ordinal);
        Assert.Contains("Replace 1 stored candle? [y/N]", end.Output, StringComparison.Ordinal);
        Assert.Equal(expected, (await FileCommandFixture.CandlesAsync(store, Interval.OneDay))[0].Close);
    }

    [Theory]
    [InlineData("2013-05-03,100,100,100,100\n2013-05-04,100,100,100,100\n")]
    [InlineData("2013-05-01,101,101,101,101\n2013-05-02,100,100,100,100\n", "--yes")]
    public async Task Where_nothing_is_replaced_or_it_is_wanted_nobody_is_asked(string rows, params string[] options)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The terminal is made by script of util-linux.");
        using var store = fixture.NewStore();
        await fixture.RunAsync(store, "import", Write("a.csv", "2013-05-01,100,100,100,100\n2013-05-02,100,100,100,100\n"));

        var end = await fixture.RunOnTerminalAsync(store, "", ["import", Write("b.csv", rows), .. options]);

        Assert.Equal(0, end.ExitCode);
        Assert.DoesNotContain("[y/N]", end.Output, StringComparison.Ordinal);
        Assert.Contains("b.csv: 2 rows read, ", end.Output, StringComparison.Ordinal);
    }

    private string Write(string name, string rows)
    {
        var path = _folder.PathOf(name);
        File.WriteAllText(path, Header + rows);
        return path;
    }
}
