using System.Text.RegularExpressions;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App;

/// <summary>Ingest's command <c>backfill</c>: one pass over the past, with a watermark of its own.</summary>
[Trait("Level", "App")]
[Slow]
public sealed partial class IngestBackfillCommandTests : IAsyncLifetime
{
    private IngestWorld? _world;

    private IngestWorld World => _world!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = await IngestWorld.StartAsync();

    public async ValueTask DisposeAsync() => await World.DisposeAsync();

    [Fact]
    public async Task It_reads_again_what_the_workers_watermark_calls_done_and_does_not_move_that_watermark()
    {
        var done = Interval.OneDay.OpenTimeOf(TimeProvider.System.GetUtcNow());
        await World.Writer.RaiseWatermarkAsync(Symbol.BtcUsd, Interval.OneDay, WatermarkEra.SinceListing, done, Token);

        var (code, output, _) = await BackfillAsync("--interval", "1d");

        Assert.Equal(0, code);
        var days = await World.CandlesAsync(Interval.OneDay);
        Assert.True(days.Count > 300, $"{days.Count} days are stored.");
        Assert.Equal($"Backfill stored {days.Count:N0} candles of 1d.", Assert.Single(output, line => Summary().IsMatch(line)));
        Assert.Equal(done, await World.Writer.FindWatermarkAsync(Symbol.BtcUsd, Interval.OneDay, WatermarkEra.SinceListing, Token));
        Assert.Empty(await World.CandlesAsync(Interval.OneHour));
        Assert.NotNull(await World.Reader.FindLastImportAsync(Token));
    }

    [Fact]
    public async Task Where_no_source_answers_it_says_why_and_ends_with_1()
    {
        var (code, _, errors) = await BackfillAsync([("Sources__Coinbase__BaseAddress", "http://127.0.0.1:1")], "--interval", "5m");

        Assert.Equal(1, code);
        Assert.Matches(
            "^BtcTracker\\.Ingest: .*127\\.0\\.0\\.1 cannot be reached.* Nothing was stored\\. Run it again\\.$",
            Assert.Single(errors)
        );
        Assert.Null(await World.Reader.FindLastImportAsync(Token));
    }

    [Fact]
    public async Task An_interval_that_is_not_stored_is_refused()
    {
        var (code, _, errors) = await BackfillAsync("--interval", "4h");

        Assert.Equal(1, code);
        Assert.Contains("Candles of 4h are not stored", Assert.Single(errors), StringComparison.Ordinal);
    }

    private Task<(int Code, IReadOnlyList<string> Output, IReadOnlyList<string> Errors)> BackfillAsync(params string[] arguments) =>
        BackfillAsync([], arguments);

    private async Task<(int Code, IReadOnlyList<string> Output, IReadOnlyList<string> Errors)> BackfillAsync(
        (string, string)[] changes,
        params string[] arguments
    )
    {
        await using var ingest = new IngestProcess(World.Environment(changes), ["backfill", .. arguments]);
        return (await ingest.ExitCodeAsync(), ingest.Output, ingest.Errors);
    }

    [GeneratedRegex("^Backfill stored ")]
    private static partial Regex Summary();
}
