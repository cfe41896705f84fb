using System.Globalization;
using System.Text.RegularExpressions;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.App.Files;

/// <summary>An import that is stopped on its way, with the store that was started for it.</summary>
[Slow]
[Trait("Level", "App")]
public sealed partial class AppHostImportStopTests : IDisposable
{
    private const int Rows = 3_000;

    // Of some hundred rows: the engine writes a page of some kilobytes for each.
    private const long SizeOfABeginning = 1_000_000;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    // A terminal sends its signal to the whole group, and so does a supervisor; a person's kill reaches only the AppHost.
    [Theory]
    [InlineData("INT", true)]
    [InlineData("TERM", true)]
    [InlineData("HUP", true)]
    [InlineData("INT", false)]
    [InlineData("TERM", false)]
    [InlineData("HUP", false)]
    public async Task It_says_what_is_kept_leaves_nothing_running_and_goes_on_when_it_is_run_again(string signal, bool toWholeGroup)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A process group of its own is made with Linux's setsid.");
        await WriteHoursAsync();
        using var import = Import(leadsGroup: true);
        await Eventually.IsTrueAsync(() => import.HasExited || SizeOfStore() > SizeOfABeginning, Token);
        var processes = ProcessTree.Below(import.Id);

        await (toWholeGroup ? ProcessTree.SignalGroupAsync(import.Id, signal) : ProcessTree.SignalAsync(import.Id, signal));
        await Eventually.IsTrueAsync(() => import.HasExited, Token);

        Assert.Equal(130, await import.ExitCodeAsync(Token));
        Assert.DoesNotContain(processes, ProcessTree.IsAlive);
        var kept = StoredOf(Kept(), import.Errors[^1]);
        using var again = Import();
        Assert.Equal(0, await again.ExitCodeAsync(Token));
        Assert.Equal(Rows - kept, StoredOf(Whole(), Assert.Single(again.Output)));
    }

    private AppHostProcess Import(bool leadsGroup = false) =>
        new(_folder.Path, ["import", "hours.csv", "--interval", "1h"], leadsGroup: leadsGroup);

    private long SizeOfStore() =>
        new DirectoryInfo(_folder.Path)
            .EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => file.Name != "hours.csv")
            .Sum(LengthOf);

    // A file that only shows that the folder can be written is gone a moment later.
    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }

    private Task WriteHoursAsync()
    {
        var first = Samples.At("2020-01-01").ToUnixTimeSeconds();
        return File.WriteAllLinesAsync(
            _folder.PathOf("hours.csv"),
            ["time,open,high,low,close", .. Enumerable.Range(0, Rows).Select(hour => $"{first + (hour * 3600L)},7200.5,7300,7100.25,7200")],
            Token
        );
    }

    private static int StoredOf(Regex words, string line)
    {
        var match = words.Match(line);
        Assert.True(match.Success, line);
        return int.Parse(match.Groups["stored"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(
        "^Stopped\\. What came before is kept: [0-9,]+ rows read, (?<stored>[0-9,]+) stored, 0 unchanged\\. Run the same command again "
            + "to resume; rows already stored are skipped\\.$"
    )]
    private static partial Regex Kept();

    [GeneratedRegex("hours\\.csv: 3,000 rows read, (?<stored>[0-9,]+) stored, [0-9,]+ unchanged\\.$")]
    private static partial Regex Whole();
}
