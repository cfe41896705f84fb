using System.Globalization;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.App.Files;

/// <summary>Ingest's command <c>verify</c> over a table in which one thing at a time is damaged.</summary>
[Trait("Level", "App")]
[Slow]
public sealed class VerifyTests(FileCommandFixture fixture) : IClassFixture<FileCommandFixture>
{
    private const string Clean =
        "Checked 23 quotes, 23 bodies and 26 candles from 2024-11-03 00:00:00Z to 2024-11-04 00:00:00Z: nothing differs.";

    // Missed, and marked as such.
    private static readonly DateTimeOffset Missed = Samples.At("2024-11-03T10:30Z");
    private static readonly DateTimeOffset Damaged = Samples.At("2024-11-03T10:05Z");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_as_ingest_leaves_it_is_clean()
    {
        using var store = await FilledStoreAsync();

        Assert.Equal(new VerbEnd(0, Clean, ""), await VerifyAsync(store));
    }

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
    public async Task A_deleted_quote_is_put_back_from_its_body()
    {
        using var store = await FilledStoreAsync();
        var quote = await store.Reader.FindQuoteAsync(Symbol.BtcUsd, Damaged, Token);
        await DeleteAsync(store, 'Q', Damaged);

        var end = await VerifyAsync(store);
        Assert.Equal(1, end.ExitCode);
        Assert.Equal(
            [
                "quote 2024-11-03 10:05:00Z: stored a body of coinbase only, expected the quote it contains.",
                "1h candle 2024-11-03 10:00:00Z: stored n 11, expected n 10.",
                "1d candle 2024-11-03 00:00:00Z: stored n 23, expected n 22.",
                "slot 2024-11-03 10:05:00Z: stored nothing, expected a quote or a recorded gap for 1 × 00:05:00.",
            ],
            end.Output.Split('\n')[..^1]
        );
        await AssertRepairAsync(store, "quote 2024-11-03 10:05:00Z: stored a body of coinbase only, expected the quote it contains");

        Assert.Equal(quote, await store.Reader.FindQuoteAsync(Symbol.BtcUsd, Damaged, Token));
    }

    [Fact]
    public async Task A_deleted_quote_far_from_the_one_before_it_is_put_back_as_one_that_nobody_confirmed()
    {
        using var store = await FilledStoreAsync();
        var last = Samples.At("2024-11-03T12:00Z");
        await store.Writer.TryPutRawReadingAsync(Raw(last, 900_000m), Token);

        await VerifyAsync(store, "--repair");

        var quote = await store.Reader.FindQuoteAsync(Symbol.BtcUsd, last, Token);
        Assert.Equal((900_000m, false), (quote!.Price, quote.Confirmed));
        Assert.Equal(60_055m, (await FileCommandFixture.CandlesAsync(store, Interval.OneDay))[0].High);
    }

    [Fact]
    public async Task An_own_candle_of_unconfirmed_quotes_that_is_not_doubtful_is_recomputed()
    {
        using var store = fixture.NewStore();
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
    public async Task A_candle_without_the_spread_of_its_quotes_is_of_an_earlier_version_and_a_wrong_spread_is_corrected()
    {
        using var store = fixture.NewStore();
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
    public async Task Outdated_quotes_alone_make_no_candle_and_none_is_missed()
    {
        using var store = fixture.NewStore();
        await store.Writer.EnsureTableAsync(Token);
        var quote = StoredBodies.ToQuote(Raw(Damaged, 60_005m), Damaged) with { AsOf = Damaged.AddHours(-1), Outdated = true };
        await store.Writer.TryPutQuoteAsync(quote, Token);

        var end = await VerifyAsync(store);

        Assert.Equal(
            new VerbEnd(
                0,
                "Checked 1 quotes, 0 bodies and 0 candles from 2024-11-03 00:00:00Z to 2024-11-04 00:00:00Z: nothing differs.",
                ""
            ),
            end
        );
    }

    [Fact]
    public async Task A_candle_of_outdated_quotes_alone_is_reported()
    {
        using var store = fixture.NewStore();
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
    public async Task A_quote_that_is_lost_with_its_body_becomes_a_gap_and_its_coarse_candles_follow()
    {
        using var store = await FilledStoreAsync();
        await DeleteAsync(store, 'Q', Damaged);
        await DeleteAsync(store, 'R', Damaged);

        await AssertRepairsAsync(
            store,
            "1h candle 2024-11-03 10:00:00Z: stored n 11, expected n 10",
            "1d candle 2024-11-03 00:00:00Z: stored n 23, expected n 22",
            "slot 2024-11-03 10:05:00Z: stored nothing, expected a quote or a recorded gap for 1 × 00:05:00"
        );
    }

    [Fact]
    public async Task A_gap_mark_that_was_removed_is_set_again()
    {
        using var store = await FilledStoreAsync();
        await DeleteAsync(store, 'G', Missed);

        await AssertRepairsAsync(store, "slot 2024-11-03 10:30:00Z: stored nothing, expected a quote or a recorded gap for 1 × 00:05:00");
    }

    [Fact]
    public async Task A_quote_that_is_not_its_bodys_is_reported_and_never_changed()
    {
        using var store = await FilledStoreAsync();
        var quote = await store.Reader.FindQuoteAsync(Symbol.BtcUsd, Damaged, Token);
        await DeleteAsync(store, 'R', Damaged);
        await store.Writer.TryPutRawReadingAsync(Raw(Damaged, 61_000m), Token);

        var end = await VerifyAsync(store, "--repair");

        Assert.Equal(1, end.ExitCode);
        Assert.Equal(
            "quote 2024-11-03 10:05:00Z: stored Price 60005, expected Price 61000 as its body; not repaired.",
            end.Output.Split('\n')[0]
        );
        Assert.EndsWith(": 1 difference, 0 repaired.", end.Output, StringComparison.Ordinal);
        Assert.Equal(quote, await store.Reader.FindQuoteAsync(Symbol.BtcUsd, Damaged, Token));
    }

    [Fact]
    public async Task Without_repair_nothing_is_changed()
    {
        using var store = await FilledStoreAsync();
        await DeleteAsync(store, 'Q', Damaged);

        var first = await VerifyAsync(store);

        Assert.Equal(first, await VerifyAsync(store));
        Assert.Null(await store.Reader.FindLastImportAsync(Token));
    }

    [Fact]
    public async Task Another_time_between_slots_leaves_no_hole()
    {
        using var store = fixture.NewStore();
        await store.Writer.EnsureTableAsync(Token);
        var change = Samples.At("2024-11-03T10:30Z");
        await StoreAsync(
            store,
            Enumerable
                .Range(-6, 6)
                .Select(step => change.AddMinutes(5 * step))
                .Concat(Enumerable.Range(0, 10).Select(step => change.AddMinutes(step)))
        );

        Assert.Equal(0, (await VerifyAsync(store)).ExitCode);
    }

    [Fact]
    public async Task A_slot_that_is_missing_on_either_edge_of_the_range_is_found_by_the_days_beside_it()
    {
        using var store = fixture.NewStore();
        await store.Writer.EnsureTableAsync(Token);
        var midnights = new[] { Samples.At("2024-11-03"), Samples.At("2024-11-04") };
        await StoreAsync(
            store,
            midnights.SelectMany(midnight =>
                Enumerable.Range(-6, 12).Where(step => step is not (-1 or 0)).Select(step => midnight.AddMinutes(5 * step))
            )
        );
        await store.Writer.RecordGapAsync(
            new Gap(Symbol.BtcUsd, midnights[0].AddMinutes(30), 276, TimeSpan.FromMinutes(5), GapReason.NotRunning),
            Token
        );

        await AssertRepairsAsync(
            store,
            "slot 2024-11-03 00:00:00Z: stored nothing, expected a quote or a recorded gap for 1 × 00:05:00",
            "slot 2024-11-03 23:55:00Z: stored nothing, expected a quote or a recorded gap for 1 × 00:05:00"
        );
    }

    [Fact]
    public async Task An_imported_hour_is_compared_with_the_five_minutes_that_it_says_it_is_made_of()
    {
        using var store = fixture.NewStore();
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

    [Theory]
    [InlineData("--from must be before --to.", "--from", "2024-11-04", "--to", "2024-11-03")]
    [InlineData("--from 2990-01-01 00:00:00Z is in the future", "--from", "2990-01-01", "--to", "2991-01-01")]
    [InlineData("--to 0001-01-01 00:00:00Z is before Bitcoin's first block", "--to", "0001-01-01")]
    [InlineData("'soon' is not a time", "--to", "soon")]
    [InlineData("Candles of 4h are not stored", "--interval", "4h")]
    public async Task A_range_without_time_is_refused_in_one_sentence(string message, params string[] arguments)
    {
        using var store = await FilledStoreAsync();

        var end = await fixture.RunAsync(store, ["verify", "--offline", .. arguments]);

        Assert.Equal((1, ""), (end.ExitCode, end.Output));
        Assert.Contains(message, Assert.Single(end.Errors.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_table_it_says_so_and_makes_none()
    {
        using var store = fixture.NewStore();

        for (var run = 0; run < 2; run++)
        {
            var end = await VerifyAsync(store);
            Assert.Equal((1, ""), (end.ExitCode, end.Output));
            Assert.Contains($"has no table '{store.Table}' yet", Assert.Single(end.Errors.Split('\n')), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_store_that_is_down_is_named()
    {
        var end = await FileCommandFixture.EndOfAsync(
            new IngestProcess(
                new Dictionary<string, string>
                {
                    ["AWS_ENDPOINT_URL_DYNAMODB"] = "http://127.0.0.1:1",
                    ["Store__AttemptTimeout"] = "00:00:01",
                },
                "verify",
                "--offline"
            )
        );

        Assert.Equal(1, end.ExitCode);
        Assert.Contains(
            "The store at http://127.0.0.1:1 does not respond",
            Assert.Single(end.Errors.Split('\n')),
            StringComparison.Ordinal
        );
    }

    /// <summary>Two hours of quotes five minutes apart with their bodies and candles, but for one that was missed.</summary>
    private async Task<PriceStoreHost> FilledStoreAsync()
    {
        var store = fixture.NewStore();
        await store.Writer.EnsureTableAsync(Token);
        var slots = Enumerable
            .Range(0, 24)
            .Select(slot => Samples.At("2024-11-03T10:00Z").AddMinutes(5 * slot))
            .Where(slot => slot != Missed)
            .ToList();
        await StoreAsync(store, slots);
        foreach (var slot in slots)
        {
            await store.Writer.TryPutRawReadingAsync(Raw(slot, PriceAt(slot)), Token);
        }

        await store.Writer.RecordGapAsync(new Gap(Symbol.BtcUsd, Missed, 1, TimeSpan.FromMinutes(5), GapReason.NoSource), Token);
        return store;
    }

    private static async Task StoreAsync(PriceStoreHost store, IEnumerable<DateTimeOffset> slots)
    {
        foreach (var slot in slots)
        {
            await store.Writer.TryPutQuoteAsync(StoredBodies.ToQuote(Raw(slot, PriceAt(slot)), slot), Token);
            foreach (var interval in Interval.Stored)
            {
                await store.Writer.RollUpQuotesAsync(Symbol.BtcUsd, interval, slot, Token);
            }
        }
    }

    private static decimal PriceAt(DateTimeOffset slot) => 60_000m + slot.Minute;

    private static RawReading Raw(DateTimeOffset slot, decimal price) =>
        new(
            Symbol.BtcUsd,
            slot,
            "coinbase",
            string.Create(CultureInfo.InvariantCulture, $$"""{"price":"{{price}}","time":"{{slot.UtcDateTime:O}}"}""")
        );

    private static Task DeleteAsync(PriceStoreHost store, char kind, DateTimeOffset slot) =>
        store.DeleteAsync($"{kind}#BTC-USD#2024-11", slot.ToUnixTimeSeconds(), Token);

    private Task<VerbEnd> VerifyAsync(PriceStoreHost store, params string[] arguments) =>
        fixture.RunAsync(store, ["verify", "--offline", "--from", "2024-11-03", "--to", "2024-11-04", .. arguments]);

    private async Task AssertRepairsAsync(PriceStoreHost store, params string[] differences)
    {
        var end = await VerifyAsync(store);

        Assert.Equal((1, ""), (end.ExitCode, end.Errors));
        Assert.Equal(differences.Select(difference => $"{difference}."), end.Output.Split('\n')[..^1]);
        await AssertRepairAsync(store, differences);
    }

    private async Task AssertRepairAsync(PriceStoreHost store, params string[] differences)
    {
        var end = await VerifyAsync(store, "--repair");

        Assert.Equal((0, ""), (end.ExitCode, end.Errors));
        Assert.Equal(differences.Select(difference => $"{difference}; repaired."), end.Output.Split('\n')[..^1]);
        Assert.NotNull(await store.Reader.FindLastImportAsync(Token));
        end = await VerifyAsync(store);
        Assert.Equal((0, ""), (end.ExitCode, end.Errors));
        Assert.EndsWith(": nothing differs.", end.Output, StringComparison.Ordinal);
    }
}
