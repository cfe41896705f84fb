using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.App.Files;

/// <summary>Ingest's command <c>verify</c> over candles of which one at a time is damaged.</summary>
[Trait("Level", "App")]
[Slow]
public sealed class VerifyCandleTests(FileCommandFixture fixture) : VerifyTestBase(fixture), IClassFixture<FileCommandFixture>
{
    [Fact]
    public async Task A_changed_own_candle_is_recomputed_from_its_quotes()
    {
        using var store = await FilledStoreAsync();
        var hour = (await FileCommandFixture.CandlesAsync(store, Interval.OneHour))[0];
        await store.Writer.TryPutCandleAsync(hour with { High = 70_000m, N = 12 }, Token);

        await AssertRepairsAsync(store, "1h candle 2024-11-03 10:00:00Z: stored high 70000 and n 12, expected high 60055 and n 11");

        Assert.Equal(hour, (await FileCommandFixture.CandlesAsync(store, Interval.OneHour))[0]);
    }

    [Fact]
    public async Task A_deleted_own_candle_is_made_again()
    {
        using var store = await FilledStoreAsync();
        await store.DeleteAsync("C#BTC-USD#1h#2024", Samples.At("2024-11-03T10:00Z").ToUnixTimeSeconds(), Token);

        await AssertRepairsAsync(store, "1h candle 2024-11-03 10:00:00Z: stored none, expected one of 11 quotes");
    }

    [Fact]
    public async Task An_own_candle_of_unconfirmed_quotes_that_is_not_doubtful_is_recomputed()
    {
        using var store = Fixture.NewStore();
        await store.Writer.EnsureTableAsync(Token);
        var quote = StoredBodies.ToQuote(Raw(Damaged, 900_000m), Damaged) with { Confirmed = false };
        await store.Writer.TryPutQuoteAsync(quote, Token);
        await store.Writer.TryPutCandlesAsync(
            [
                .. Interval.Stored.Select(interval =>
                    Rollup.FromQuotes([quote], interval, interval.OpenTimeOf(Damaged))! with
                    {
                        Doubtful = interval != Interval.OneDay,
                    }
                ),
            ],
            Token
        );

        await AssertRepairsAsync(store, "1d candle 2024-11-03 00:00:00Z: stored doubtful False, expected doubtful True");

        Assert.True((await FileCommandFixture.CandlesAsync(store, Interval.OneDay))[0].Doubtful);
    }

    [Fact]
    public async Task Outdated_quotes_by_themselves_make_no_candle_and_none_is_missed()
    {
        using var store = Fixture.NewStore();
        await store.Writer.EnsureTableAsync(Token);
        var quote = StoredBodies.ToQuote(Raw(Damaged, 60_005m), Damaged) with { AsOf = Damaged.AddHours(-1), Outdated = true };
        await store.Writer.TryPutQuoteAsync(quote, Token);

        var end = await VerifyAsync(store);

        Assert.Equal(
            new CommandEnd(
                0,
                "Checked 1 quotes, 0 bodies and 0 candles from 2024-11-03 00:00:00Z to 2024-11-04 00:00:00Z: nothing differs.",
                ""
            ),
            end
        );
    }

    [Fact]
    public async Task A_candle_of_only_outdated_quotes_is_reported()
    {
        using var store = Fixture.NewStore();
        await store.Writer.EnsureTableAsync(Token);
        var quote = StoredBodies.ToQuote(Raw(Damaged, 60_005m), Damaged);
        await store.Writer.TryPutQuoteAsync(quote with { AsOf = Damaged.AddHours(-1), Outdated = true }, Token);
        await store.Writer.TryPutCandleAsync(Rollup.FromQuotes([quote], Interval.FiveMinutes, Damaged)!, Token);

        var end = await VerifyAsync(store, "--repair");

        Assert.StartsWith(
            "5m candle 2024-11-03 10:05:00Z: stored one of 1 quotes, expected none of 1 outdated quotes; not repaired.",
            end.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_candle_without_the_spread_of_its_quotes_is_of_an_earlier_version_and_a_wrong_spread_is_corrected()
    {
        using var store = Fixture.NewStore();
        await store.Writer.EnsureTableAsync(Token);
        var quote = StoredBodies.ToQuote(Raw(Damaged, 60_005m), Damaged) with { Spread = 0.0012m };
        await store.Writer.TryPutQuoteAsync(quote, Token);
        var candles = Interval.Stored.Select(interval => Rollup.FromQuotes([quote], interval, interval.OpenTimeOf(Damaged))!).ToList();
        await store.Writer.TryPutCandlesAsync([.. candles.Select(candle => candle with { Spread = null })], Token);
        Assert.EndsWith(": nothing differs.", (await VerifyAsync(store)).Output, StringComparison.Ordinal);

        await store.Writer.TryPutCandleAsync(candles[0] with { Spread = 0.5m }, Token);

        await AssertRepairsAsync(store, "5m candle 2024-11-03 10:05:00Z: stored spread 0.5, expected spread 0.0012");
    }

    [Fact]
    public async Task An_imported_hour_is_compared_with_the_five_minutes_that_it_says_it_is_made_of()
    {
        using var store = Fixture.NewStore();
        await store.Writer.EnsureTableAsync(Token);
        var parts = Enumerable
            .Range(0, 12)
            .Select(part =>
                Samples.Candle("2024-11-03T10:00Z", Interval.FiveMinutes, CandleRank.Import) with
                {
                    OpenTime = Samples.At("2024-11-03T10:00Z").AddMinutes(5 * part),
                }
            )
            .ToList();
        var hour = Rollup.ToInterval(parts, Interval.OneHour).Single();
        await store.Writer.TryPutCandlesAsync([.. parts, hour with { Low = 1m }], Token);

        await AssertRepairsAsync(store, "1h candle 2024-11-03 10:00:00Z: stored low 1, expected low 63000");
    }
}
