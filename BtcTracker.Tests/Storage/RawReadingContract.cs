using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Storage;

/// <summary>What the store promises of raw readings, on every engine: the body comes back character by character.</summary>
public abstract class RawReadingContract(EngineFixture engine) : IDisposable
{
    private readonly PriceStoreHost _store = new(engine.Endpoint);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"price\" :\r\n 67444.0, \"exponent\": 2.17E-05, \"words\": \"₿ \\u00e9\" }")]
    public async Task A_body_comes_back_as_it_was(string body)
    {
        var reading = Reading("2026-10-31T23:55:00Z", body);
        Assert.True(await _store.Writer.TryPutRawReadingAsync(reading, Cancellation));

        Assert.Equal(reading, await _store.Reader.FindRawReadingAsync(Symbol.BtcUsd, reading.Slot, Cancellation));
    }

    [Theory]
    [InlineData("written/quotes-latest.v2.id.one-line.json")]
    [RecordedInlineData("recorded/quotes-latest.bitcoin.raw.json")]
    public async Task A_vendors_body_comes_back_as_it_was(string body)
    {
        var reading = Reading("2026-10-31T23:55:00Z", VendorBodies.Read(body));
        await _store.Writer.TryPutRawReadingAsync(reading, Cancellation);

        Assert.Equal(reading, await _store.Reader.FindRawReadingAsync(Symbol.BtcUsd, reading.Slot, Cancellation));
    }

    [Fact]
    public async Task The_first_body_of_a_slot_stays()
    {
        Assert.True(await _store.Writer.TryPutRawReadingAsync(Reading("2026-10-31T23:55:00Z", "first"), Cancellation));
        Assert.False(await _store.Writer.TryPutRawReadingAsync(Reading("2026-11-01T01:55:00+02:00", "second"), Cancellation));

        Assert.Equal(
            "first",
            (await _store.Reader.FindRawReadingAsync(Symbol.BtcUsd, Samples.At("2026-10-31T23:55:00Z"), Cancellation))?.Body
        );
    }

    [Fact]
    public async Task Bodies_are_read_in_order_over_the_months_without_the_end()
    {
        string[] slots = ["2026-01-01T00:00:00Z", "2025-11-30T23:59:00Z", "2025-12-31T23:59:59Z"];
        foreach (var slot in slots)
        {
            await _store.Writer.TryPutRawReadingAsync(Reading(slot, slot), Cancellation);
        }

        var range = new TimeRange(Samples.At("2025-11-30T23:59:00Z"), Samples.At("2026-01-01T00:00:00Z"));
        var read = await _store.Reader.ReadRawReadingsAsync(Symbol.BtcUsd, range, Cancellation).ToListAsync(Cancellation);

        Assert.Equal(["2025-11-30T23:59:00Z", "2025-12-31T23:59:59Z"], read.Select(reading => reading.Body));
    }

    [Fact]
    public async Task A_slot_is_found_only_by_its_exact_time()
    {
        var quote = Samples.FullQuote;
        await _store.Writer.TryPutQuoteAsync(quote, Cancellation);

        Assert.Equal(quote, await _store.Reader.FindQuoteAsync(Symbol.BtcUsd, quote.Slot, Cancellation));
        Assert.Null(await _store.Reader.FindQuoteAsync(Symbol.BtcUsd, quote.Slot.AddSeconds(1), Cancellation));
        Assert.Null(await _store.Reader.FindRawReadingAsync(Symbol.BtcUsd, quote.Slot, Cancellation));
    }

    [Fact]
    public async Task A_fraction_of_a_second_is_no_slot()
    {
        var slot = Samples.At("2026-10-31T12:00:00.5Z");

        await Assert.ThrowsAsync<ArgumentException>(() => _store.Reader.FindQuoteAsync(Symbol.BtcUsd, slot, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => _store.Reader.FindRawReadingAsync(Symbol.BtcUsd, slot, Cancellation));
    }

    private static RawReading Reading(string slot, string body) => new(Symbol.BtcUsd, Samples.At(slot), "coinmarketcap", body);
}

[Trait("Level", "Storage")]
public sealed class RawReadingsOnDynoxideTests(DynoxideFixture engine) : RawReadingContract(engine), IClassFixture<DynoxideFixture>;

[Trait("Level", "Storage")]
public sealed class RawReadingsOnDynaliteTests(DynaliteFixture engine) : RawReadingContract(engine), IClassFixture<DynaliteFixture>;

[Slow]
[Trait("Level", "Storage")]
public sealed class RawReadingsOnDynamoDbLocalTests(DynamoDbLocalFixture engine)
    : RawReadingContract(engine),
        IClassFixture<DynamoDbLocalFixture>;
