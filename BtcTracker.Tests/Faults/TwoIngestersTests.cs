using BtcTracker.Market;
using BtcTracker.Tests.Faults.Runs;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Tests.Faults;

/// <summary>
/// Two ingesters over one store, with clocks half a minute apart, or so near that their requests interleave; each request to the store
/// or to a vendor takes a time by chance.
/// </summary>
[Trait("Level", "Faults")]
public sealed class TwoIngestersTests : IAsyncLifetime
{
    private static readonly TimeSpan Slot = TimeSpan.FromMinutes(5);
    private static readonly TimeRange Always = new(DateTimeOffset.UnixEpoch, LongRun.First.AddYears(1));

    private EmbeddedStore? _engine;

    private static int Slots { get; } = SlowTests.AreWanted ? 1_000 : 100;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int, int> SecondsApart { get; } =
        SlowTests.AreWanted
            ? new()
            {
                { 30, 1 },
                { 1, 2 },
                { 0, 3 },
            }
            : new() { { 30, 1 } };

    public async ValueTask InitializeAsync() => _engine = await EmbeddedStore.StartInMemoryAsync(Token);

    public async ValueTask DisposeAsync() => await _engine!.DisposeAsync();

    [Theory]
    [MemberData(nameof(SecondsApart))]
    public async Task Every_slot_has_one_quote_and_its_candles_and_who_loses_only_says_so(int secondsApart, int seed)
    {
        using var store = new PriceStoreHost(_engine!.Endpoint);
        using var twins = new TwinRun(seed, TimeSpan.FromSeconds(secondsApart), _engine.Endpoint, store.Table);

        twins.Run(Slots);

        var quotes = await store.Reader.ReadQuotesAsync(Symbol.BtcUsd, Always, Token).ToListAsync(Token);
        Assert.Equal(Enumerable.Range(0, Slots).Select(place => LongRun.First + (place * Slot)), quotes.Select(quote => quote.Slot));
        Assert.Empty(await store.Reader.ReadGapsAsync(Symbol.BtcUsd, Always, Token).ToListAsync(Token));
        await StoredCandles.AssertEqualAsync(store.Reader, quotes);
        Assert.DoesNotContain(twins.Lines, line => line.Level > LogLevel.Information);
        Assert.Equal(Slots, twins.Lines.Count(line => line.Message.Contains("already has a quote", StringComparison.Ordinal)));
    }
}
