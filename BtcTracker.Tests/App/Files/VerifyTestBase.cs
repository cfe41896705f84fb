using System.Globalization;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.App.Files;

/// <summary>A table as ingest leaves it, for <c>verify</c> to find what was damaged in it.</summary>
public abstract class VerifyTestBase(FileCommandFixture fixture)
{
    // Missed, and marked as such.
    private protected static readonly DateTimeOffset Missed = Samples.At("2024-11-03T10:30Z");
    private protected static readonly DateTimeOffset Damaged = Samples.At("2024-11-03T10:05Z");

    private protected FileCommandFixture Fixture => fixture;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Two hours of quotes five minutes apart with their bodies and candles, but for one that was missed.</summary>
    private protected async Task<PriceStoreHost> FilledStoreAsync()
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

    private protected static async Task StoreAsync(PriceStoreHost store, IEnumerable<DateTimeOffset> slots)
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

    private protected static RawReading Raw(DateTimeOffset slot, decimal price) =>
        new(
            Symbol.BtcUsd,
            slot,
            "coinbase",
            string.Create(CultureInfo.InvariantCulture, $$"""{"price":"{{price}}","time":"{{slot.UtcDateTime:O}}"}""")
        );

    private protected static Task DeleteAsync(PriceStoreHost store, char kind, DateTimeOffset slot) =>
        store.DeleteAsync($"{kind}#BTC-USD#2024-11", slot.ToUnixTimeSeconds(), Token);

    private protected Task<CommandEnd> VerifyAsync(PriceStoreHost store, params string[] arguments) =>
        fixture.RunAsync(store, ["verify", "--offline", "--from", "2024-11-03", "--to", "2024-11-04", .. arguments]);

    private protected async Task AssertRepairsAsync(PriceStoreHost store, params string[] differences)
    {
        var end = await VerifyAsync(store);

        Assert.Equal((1, ""), (end.ExitCode, end.Errors));
        Assert.Equal(differences.Select(difference => $"{difference}."), end.Output.Split('\n')[..^1]);
        await AssertRepairAsync(store, differences);
    }

    private protected async Task AssertRepairAsync(PriceStoreHost store, params string[] differences)
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
