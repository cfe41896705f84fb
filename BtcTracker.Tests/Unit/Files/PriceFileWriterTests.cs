using BtcTracker.Market;
using BtcTracker.Market.Files;
using BtcTracker.Tests.App;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Unit.Files;

/// <summary>What export writes is read again without loss.</summary>
[Trait("Level", "Unit")]
public sealed class PriceFileWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(PriceFileFormat.Csv)]
    [InlineData(PriceFileFormat.JsonLines)]
    public async Task Every_field_of_a_quote_comes_back(PriceFileFormat format)
    {
        Quote[] quotes = [Samples.FullQuote, Samples.Quote("2026-11-01T00:00:00Z") with { Volume24h = 0m }];
        using var file = await WriteAsync(format, (writer, token) => writer.WriteAsync(quotes.ToAsyncEnumerable(), token));

        Assert.Equal(PriceFileKind.Quotes, file.Kind);
        Assert.Equal(quotes, file.ReadQuotes());

        // The trace is of the installation that read the quote; it means nothing in another one.
        var exported = typeof(Quote).GetProperties().Where(field => field.Name != nameof(Quote.TraceParent));
        Assert.All(exported, field => Assert.NotNull(field.GetValue(Samples.FullQuote)));
    }

    [Theory]
    [InlineData(PriceFileFormat.Csv)]
    [InlineData(PriceFileFormat.JsonLines)]
    public async Task Every_field_of_a_candle_comes_back(PriceFileFormat format)
    {
        Candle[] candles =
        [
            Samples.Candle("2024-11-03T00:00:00Z", Interval.FiveMinutes, CandleRank.Own, n: 30) with
            {
                Source = "coinbase+coinmarketcap",
            },
            Samples.Candle("2024-11-03T00:00:00Z", Interval.OneHour),
            Samples.FullCandle with
            {
                Rank = CandleRank.Import,
                Source = "import:prices, \"mine\".csv",
            },
        ];
        using var file = await WriteAsync(format, (writer, token) => writer.WriteAsync(candles.ToAsyncEnumerable(), token));

        Assert.Equal(PriceFileKind.Candles, file.Kind);
        Assert.Equal(candles, file.ReadCandles(new CandleDefaults(Interval: null, "import:other")));
    }

    [Theory]
    [InlineData(PriceFileFormat.Csv)]
    [InlineData(PriceFileFormat.JsonLines)]
    public async Task A_body_comes_back_character_by_character(PriceFileFormat format)
    {
        RawReading[] readings =
        [
            new(
                Symbol.BtcUsd,
                Samples.At("2026-10-31T12:00:00Z"),
                "coinmarketcap",
                "{\r\n \"price\": 64231.50, \"name\": \"Bitcoin €₿ 😀\"}\n"
            ),
            new(Symbol.BtcUsd, Samples.At("2026-10-31T12:05:00Z"), "coinbase", " {\"price\":\"64,231.5\",\"text\":\"a \\\"b\\\"\"}\t"),
        ];
        using var file = await WriteAsync(format, (writer, token) => writer.WriteAsync(readings.ToAsyncEnumerable(), token));

        Assert.Equal(PriceFileKind.RawReadings, file.Kind);
        Assert.Equal(readings, file.ReadRawReadings());
    }

    private async Task<PriceFile> WriteAsync(PriceFileFormat format, Func<PriceFileWriter, CancellationToken, Task<long>> write)
    {
        var path = _folder.PathOf("export");
        await using (var output = new StreamWriter(path))
        {
            await write(new PriceFileWriter(output, format), TestContext.Current.CancellationToken);
        }

        return PriceFile.Open(path);
    }
}
