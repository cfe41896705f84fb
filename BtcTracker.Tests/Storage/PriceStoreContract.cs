using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Storage;

/// <summary>What the store promises, on every engine that it runs on: keys, numbers and reads.</summary>
public abstract class PriceStoreContract(EngineFixture engine) : IDisposable
{
    private readonly PriceStoreHost _store = new(engine.Endpoint);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Every_field_of_a_quote_comes_back_digit_for_digit()
    {
        await _store.Writer.TryPutQuoteAsync(Samples.FullQuote, Cancellation);

        Assert.Equal(Samples.FullQuote, await LatestAsync("2026-11-01T00:00:00Z"));
    }

    [Fact]
    public async Task The_trace_of_a_quote_comes_back()
    {
        var quote = Samples.FullQuote with { TraceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" };
        await _store.Writer.TryPutQuoteAsync(quote, Cancellation);

        Assert.Equal(quote, await LatestAsync("2026-11-01T00:00:00Z"));
    }

    [Fact]
    public async Task What_a_source_does_not_give_comes_back_as_null()
    {
        var quote = Samples.Quote("2026-10-31T23:55:00Z");
        await _store.Writer.TryPutQuoteAsync(quote, Cancellation);

        Assert.Equal(quote, await LatestAsync("2026-11-01T00:00:00Z"));
    }

    [Theory]
    [InlineData("79228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001")]
    [InlineData("-7.9228162514264337593543950335")]
    public async Task The_widest_decimals_come_back_whole(string text)
    {
        var number = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        await _store.Writer.TryPutQuoteAsync(Samples.Quote("2026-10-31T23:55:00Z") with { TotalSupply = number }, Cancellation);

        Assert.Equal(number, (await LatestAsync("2026-11-01T00:00:00Z"))?.TotalSupply);
    }

    [Fact]
    public async Task Every_field_of_a_candle_comes_back_digit_for_digit()
    {
        await _store.Writer.TryPutCandleAsync(Samples.FullCandle, Cancellation);

        Assert.Equal([Samples.FullCandle], await CandlesAsync(Interval.OneDay, "2024-01-01", "2025-01-01"));
    }

    [Fact]
    public async Task A_slot_that_is_taken_stays_as_it_is()
    {
        Assert.True(await _store.Writer.TryPutQuoteAsync(Samples.Quote("2026-10-31T12:00:00Z", 1m), Cancellation));
        Assert.False(await _store.Writer.TryPutQuoteAsync(Samples.Quote("2026-10-31T12:00:00Z", 2m), Cancellation));

        Assert.Equal(1m, (await LatestAsync("2026-11-01T00:00:00Z"))?.Price);
    }

    [Fact]
    public async Task A_slot_is_the_same_in_every_offset()
    {
        await _store.Writer.TryPutQuoteAsync(Samples.Quote("2026-11-01T01:00:00+02:00", 1m), Cancellation);

        Assert.False(await _store.Writer.TryPutQuoteAsync(Samples.Quote("2026-10-31T23:00:00Z", 2m), Cancellation));
    }

    [Fact]
    public async Task A_slot_on_a_fraction_of_a_second_is_refused()
    {
        var quote = Samples.Quote("2026-10-31T12:00:00.5Z");

        await Assert.ThrowsAsync<ArgumentException>(() => _store.Writer.TryPutQuoteAsync(quote, Cancellation));
    }

    [Fact]
    public async Task The_latest_quote_is_found_across_months_and_never_after_the_given_instant()
    {
        await _store.Writer.TryPutQuoteAsync(Samples.Quote("2025-12-31T23:55:00Z", 1m), Cancellation);
        await _store.Writer.TryPutQuoteAsync(Samples.Quote("2026-10-31T23:55:00Z", 2m), Cancellation);
        await _store.Writer.TryPutQuoteAsync(Samples.Quote("2026-11-01T00:00:00Z", 3m), Cancellation);

        Assert.Equal(3m, (await LatestAsync("2026-11-01T00:00:00Z"))?.Price);
        Assert.Equal(2m, (await LatestAsync("2026-10-31T23:59:59.9Z"))?.Price);
        Assert.Equal(1m, (await LatestAsync("2026-10-31T23:54:59Z"))?.Price);
        Assert.Null(await LatestAsync("2025-12-31T23:54:59Z"));
    }

    [Fact]
    public async Task A_range_is_read_in_order_over_its_buckets_without_its_end()
    {
        string[] slots = ["2026-01-01T00:00:00Z", "2025-11-30T23:59:00Z", "2025-12-01T00:00:00Z", "2025-12-31T23:59:59Z"];
        foreach (var slot in slots)
        {
            await _store.Writer.TryPutQuoteAsync(Samples.Quote(slot), Cancellation);
        }

        var range = new TimeRange(Samples.At("2025-11-30T23:59:00Z"), Samples.At("2026-01-01T00:00:00Z"));
        var read = await _store.Reader.ReadQuotesAsync(Symbol.BtcUsd, range, Cancellation).ToListAsync(Cancellation);

        Assert.Equal(
            [Samples.At("2025-11-30T23:59:00Z"), Samples.At("2025-12-01T00:00:00Z"), Samples.At("2025-12-31T23:59:59Z")],
            read.Select(quote => quote.Slot)
        );
    }

    [Theory]
    [InlineData("5m", "2025-12-31T23:55:00Z", "2026-01-01T00:00:00Z")]
    [InlineData("1h", "2025-12-31T23:00:00Z", "2026-01-01T00:00:00Z")]
    [InlineData("1d", "2019-12-31T00:00:00Z", "2020-01-01T00:00:00Z")]
    public async Task Candles_are_read_over_the_border_of_their_buckets(string code, string before, string after)
    {
        Assert.True(Interval.TryParse(code, out var interval));
        Candle[] candles = [Samples.Candle(before, interval), Samples.Candle(after, interval)];
        Assert.Equal(2, await _store.Writer.TryPutCandlesAsync(candles, Cancellation));

        Assert.Equal(candles, await CandlesAsync(interval, before, "2026-02-01"));
        Assert.Equal([candles[0]], await CandlesAsync(interval, before, after));
    }

    [Fact]
    public async Task All_that_was_ever_stored_can_be_asked_for_at_once()
    {
        var candle = Samples.Candle("2024-11-03T00:00:00Z", Interval.OneDay);
        await _store.Writer.TryPutCandleAsync(candle, Cancellation);

        var everything = new TimeRange(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        Assert.Equal(
            [candle],
            await _store.Reader.ReadCandlesAsync(Symbol.BtcUsd, Interval.OneDay, everything, Cancellation).ToListAsync(Cancellation)
        );
        Assert.Null(await _store.Reader.FindLatestQuoteAsync(Symbol.BtcUsd, DateTimeOffset.MaxValue, Cancellation));
        Assert.Null(await _store.Reader.FindLatestQuoteAsync(Symbol.BtcUsd, DateTimeOffset.MinValue, Cancellation));
    }

    [Fact]
    public async Task A_range_that_ends_before_it_starts_is_empty() =>
        Assert.Empty(await CandlesAsync(Interval.OneDay, "2025-01-01", "2024-01-01"));

    [Fact]
    public void An_interval_that_is_not_stored_is_refused()
    {
        var range = new TimeRange(Samples.At("2024-01-01"), Samples.At("2025-01-01"));

        Assert.Throws<ArgumentException>(() => _store.Reader.ReadCandlesAsync(Symbol.BtcUsd, Interval.OneWeek, range, Cancellation));
    }

    private Task<Quote?> LatestAsync(string notAfter) =>
        _store.Reader.FindLatestQuoteAsync(Symbol.BtcUsd, Samples.At(notAfter), Cancellation);

    private async Task<List<Candle>> CandlesAsync(Interval interval, string from, string to) =>
        await _store
            .Reader.ReadCandlesAsync(Symbol.BtcUsd, interval, new TimeRange(Samples.At(from), Samples.At(to)), Cancellation)
            .ToListAsync(Cancellation);
}

[Trait("Level", "Storage")]
public sealed class PriceStoreOnDynoxideTests(DynoxideFixture engine) : PriceStoreContract(engine), IClassFixture<DynoxideFixture>;

[Trait("Level", "Storage")]
public sealed class PriceStoreOnDynaliteTests(DynaliteFixture engine) : PriceStoreContract(engine), IClassFixture<DynaliteFixture>;

[Slow]
[Trait("Level", "Storage")]
public sealed class PriceStoreOnDynamoDbLocalTests(DynamoDbLocalFixture engine)
    : PriceStoreContract(engine),
        IClassFixture<DynamoDbLocalFixture>;
