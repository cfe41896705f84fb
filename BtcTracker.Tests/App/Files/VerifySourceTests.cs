using System.Text.Json;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using Microsoft.AspNetCore.Http;

namespace BtcTracker.Tests.App.Files;

/// <summary>The command <c>verify</c> with the exchanges that the stored candles came from.</summary>
[Trait("Level", "App")]
public sealed class VerifySourceTests(FileCommandFixture fixture) : IClassFixture<FileCommandFixture>, IAsyncLifetime
{
    private const string Candles = "/products/BTC-USD/candles";

    private static readonly DateTimeOffset First = Samples.At("2024-11-03T00:00Z");

    private StubServer? _exchange;

    private StubServer Exchange => _exchange!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _exchange = await StubServer.StartAsync(Token);

    public ValueTask DisposeAsync() => Exchange.DisposeAsync();

    [Fact]
    public async Task A_candle_that_differs_from_its_exchange_is_reported_and_repaired()
    {
        using var store = await StoreOfHoursAsync(hours => hours[2] = hours[2] with { Close = 63_500m, Doubtful = true });
        Exchange.Answer(Candles, BodyOf(Hours()));
        const string Difference = "1h candle 2024-11-03 02:00:00Z: stored close 63500, expected close 64231.5 as coinbase returns now";

        var end = await VerifyAsync(store);
        Assert.Equal((1, ""), (end.ExitCode, end.Errors));
        Assert.Equal($"{Difference}.", end.Output.Split('\n')[0]);
        Assert.Single(Exchange.Requests);

        end = await VerifyAsync(store, "--repair");
        Assert.Equal((0, $"{Difference}; repaired."), (end.ExitCode, end.Output.Split('\n')[0]));
        end = await VerifyAsync(store);
        Assert.Equal(
            (0, "Checked 0 quotes, 0 bodies and 6 candles from 2024-11-03 00:00:00Z to 2024-11-04 00:00:00Z: nothing differs."),
            (end.ExitCode, end.Output)
        );
        Assert.Equal(Hours(), await FileCommandFixture.CandlesAsync(store, Interval.OneHour));
    }

    [Fact]
    public async Task A_candle_that_its_exchange_does_not_have_is_only_reported()
    {
        using var store = await StoreOfHoursAsync(_ => { });
        Exchange.Answer(Candles, BodyOf(Hours().Take(5)));

        var end = await VerifyAsync(store, "--repair");

        Assert.Equal(1, end.ExitCode);
        Assert.Equal(
            "1h candle 2024-11-03 05:00:00Z: stored one of coinbase, expected none, as coinbase returns now; not repaired.",
            end.Output.Split('\n')[0]
        );
        Assert.Equal(6, (await FileCommandFixture.CandlesAsync(store, Interval.OneHour)).Count);
    }

    [Fact]
    public async Task A_repair_keeps_the_spread_which_no_exchange_reports()
    {
        using var store = await StoreOfHoursAsync(hours =>
        {
            hours[2] = hours[2] with { Close = 63_500m, Spread = 0.0012m };
            hours[3] = hours[3] with { Spread = 0.0034m };
        });
        Exchange.Answer(Candles, BodyOf(Hours()));

        var end = await VerifyAsync(store, "--repair");

        Assert.Equal((0, ""), (end.ExitCode, end.Errors));
        Assert.EndsWith(": 1 difference, 1 repaired.", end.Output, StringComparison.Ordinal);
        var hours = await FileCommandFixture.CandlesAsync(store, Interval.OneHour);
        Assert.Equal([Hours()[2] with { Spread = 0.0012m }, Hours()[3] with { Spread = 0.0034m }], hours[2..4]);
    }

    [Fact]
    public async Task An_exchange_that_does_not_answer_is_named_and_everything_else_is_checked()
    {
        using var store = await StoreOfHoursAsync(_ => { });
        Exchange.Answer(Candles, "{}", StatusCodes.Status403Forbidden);

        var end = await VerifyAsync(store);

        Assert.Equal(1, end.ExitCode);
        Assert.EndsWith(": nothing differs.", end.Output, StringComparison.Ordinal);
        Assert.Contains(
            "Candles of coinbase were not all compared. Run it again, or with --offline.",
            Assert.Single(end.Errors.Split('\n')),
            StringComparison.Ordinal
        );
        Assert.Equal(0, (await VerifyAsync(store, "--offline")).ExitCode);
    }

    [Fact]
    public async Task A_stop_ends_it_with_130()
    {
        using var store = await StoreOfHoursAsync(_ => { });
        Exchange.Answer(Candles, context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
        await using var verify = Start(store);
        await Eventually.IsTrueAsync(() => !Exchange.Requests.IsEmpty, Token);

        await ProcessTree.SignalAsync(verify.Id, "TERM");

        Assert.Equal(130, await verify.ExitCodeAsync());
        Assert.Equal("Stopped. Not everything was checked. Run it again.", Assert.Single(verify.Errors));
    }

    private static List<Candle> Hours() =>
        [
            .. Enumerable
                .Range(0, 6)
                .Select(hour =>
                    Samples.Candle("2024-11-03T00:00Z") with
                    {
                        OpenTime = First.AddHours(hour),
                        Volume = 1.5m,
                        VolumeUnit = "BTC",
                    }
                ),
        ];

    // Coinbase's order: time, low, high, open, close, volume, latest first.
    private static string BodyOf(IEnumerable<Candle> hours) =>
        JsonSerializer.Serialize(
            hours
                .Reverse()
                .Select(hour => new[] { hour.OpenTime.ToUnixTimeSeconds(), hour.Low, hour.High, hour.Open, hour.Close, hour.Volume!.Value })
        );

    private async Task<PriceStoreHost> StoreOfHoursAsync(Action<List<Candle>> damage)
    {
        var store = fixture.NewStore();
        await store.Writer.EnsureTableAsync(Token);
        var hours = Hours();
        damage(hours);
        await store.Writer.TryPutCandlesAsync(hours, Token);
        return store;
    }

    private IngestProcess Start(PriceStoreHost store, params string[] arguments) =>
        fixture.Start(
            store,
            ["verify", "--from", "2024-11-03", "--to", "2024-11-04", .. arguments],
            ("Sources__Coinbase__BaseAddress", Exchange.Address.OriginalString),
            ("Sources__Bitstamp__BaseAddress", "http://127.0.0.1:1"),
            ("Sources__Kraken__BaseAddress", "http://127.0.0.1:1")
        );

    private Task<CommandEnd> VerifyAsync(PriceStoreHost store, params string[] arguments) =>
        FileCommandFixture.EndOfAsync(Start(store, arguments));
}
