using System.Net;
using System.Net.Sockets;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.App.Files;

/// <summary>What export writes can be imported into an empty store, which then exports the same bytes.</summary>
[Trait("Level", "App")]
public sealed class ExportTests(FileCommandFixture fixture) : IClassFixture<FileCommandFixture>
{
    private static readonly string[] Kinds = ["quotes", "raw", "candles"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Slow]
    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public async Task An_export_that_is_imported_elsewhere_is_exported_byte_for_byte_again(string format)
    {
        using var first = await FilledStoreAsync();
        using var second = fixture.NewStore();
        var files = Kinds.Select(_ => (Before: fixture.NewPath(format), After: fixture.NewPath(format))).ToList();

        foreach (var (kind, file) in Kinds.Zip(files))
        {
            Assert.Equal(0, (await fixture.RunAsync(first, "export", kind, "--format", format, "--output", file.Before)).ExitCode);
            Assert.Equal(0, (await fixture.RunAsync(second, "import", file.Before, "--yes")).ExitCode);
        }

        foreach (var (kind, file) in Kinds.Zip(files))
        {
            Assert.Equal(0, (await fixture.RunAsync(second, "export", kind, "--format", format, "-o", file.After)).ExitCode);
            Assert.NotEmpty(await File.ReadAllLinesAsync(file.Before, Token));
            Assert.Equal(await File.ReadAllBytesAsync(file.Before, Token), await File.ReadAllBytesAsync(file.After, Token));
        }
    }

    [Fact]
    public async Task Imported_quotes_have_their_own_candles()
    {
        using var store = fixture.NewStore();
        var file = fixture.Write(
            "slot,as_of,source,price",
            "2026-10-31T23:50:00Z,2026-10-31T23:49:58.25Z,coinbase,2",
            "2026-10-31T23:55:00Z,2026-10-31T23:54:58Z,coinbase,1"
        );

        await fixture.RunAsync(store, "import", file, "--yes");

        var quotes = await store.Reader.ReadQuotesAsync(Symbol.BtcUsd, FileCommandFixture.Always, Token).ToListAsync(Token);
        Assert.Equal(2, quotes.Count);
        Assert.Equal(2, (await FileCommandFixture.CandlesAsync(store, Interval.FiveMinutes)).Count);
        Assert.Equal(
            [Rollup.FromQuotes(quotes, Interval.OneDay, Samples.At("2026-10-31"))!],
            await FileCommandFixture.CandlesAsync(store, Interval.OneDay)
        );
    }

    [Fact]
    public async Task A_body_without_its_quote_is_left_out()
    {
        using var store = fixture.NewStore();

        var end = await fixture.RunAsync(store, "import", fixture.Write("slot,source,body", "2026-10-31T23:50:00Z,coinbase,{}"), "--yes");

        Assert.Contains(
            "1 row read, 0 stored, 0 unchanged, 1 skipped (the store has no quote of their slot and source",
            end.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Without_a_file_only_the_rows_go_to_stdout()
    {
        using var store = await FilledStoreAsync();

        var end = await fixture.RunAsync(store, "export", "candles", "--interval", "1d", "--from", "2024-01-01", "--to", "2025-01-01");

        Assert.Equal(
            "time,interval,open,high,low,close,volume,volume_unit,n,rank,source,doubtful,spread\n2024-11-03T00:00:00Z,1d,69360.95,69364.65,"
                + "67444,68738.18,6758.88506466,BTC,1,2,coinbase,,0.00123457",
            end.Output
        );
        Assert.Equal("1 rows of candles written to stdout.", end.LastError);
    }

    [Fact]
    public async Task What_a_killed_export_left_is_replaced_and_the_older_file_remains_until_then()
    {
        using var store = await FilledStoreAsync();
        var path = fixture.NewPath();
        await File.WriteAllTextAsync(path, "an older export\n", Token);
        await KillExportAsync(path);
        await File.AppendAllTextAsync(
            $"{path}.part",
            string.Concat(Enumerable.Repeat("rows of the export that was killed\n", 1_000)),
            Token
        );

        Assert.Equal("an older export\n", await File.ReadAllTextAsync(path, Token));
        var end = await fixture.RunAsync(store, "export", "quotes", "--output", path);

        Assert.Equal((0, $"2 rows of quotes written to {path}."), (end.ExitCode, end.LastError));
        Assert.Equal(3, (await File.ReadAllLinesAsync(path, Token)).Length);
        Assert.False(File.Exists($"{path}.part"));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_named()
    {
        using var store = fixture.NewStore();

        var end = await fixture.RunAsync(store, "export", "quotes", "--output", "/nowhere/quotes.csv");

        Assert.Equal((1, ""), (end.ExitCode, end.Output));
        Assert.Contains("/nowhere/quotes.csv", end.Errors, StringComparison.Ordinal);
    }

    // It waits for a store that never answers, so that it is killed half-way.
    private static async Task KillExportAsync(string path)
    {
        using var silence = new TcpListener(IPAddress.Loopback, 0);
        silence.Start();
        var variables = new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL_DYNAMODB"] = $"http://{silence.LocalEndpoint}",
            ["Store__AttemptTimeout"] = "00:00:30",
        };
        await using var export = new IngestProcess(variables, "export", "quotes", "--output", path);
        await Eventually.IsTrueAsync(() => File.Exists($"{path}.part"), Token);
        await export.KillAsync();
    }

    private async Task<PriceStoreHost> FilledStoreAsync()
    {
        var store = fixture.NewStore();
        Quote[] quotes = [Samples.FullQuote, Samples.Quote("2026-11-01T00:00:00Z") with { Volume24h = 0m }];
        foreach (var quote in quotes)
        {
            await store.Writer.TryPutQuoteAsync(quote, Token);
            await store.Writer.TryPutRawReadingAsync(
                new RawReading(quote.Symbol, quote.Slot, quote.Source, $"{{\n \"price\": \"{quote.Price}\", \"b\": \"₿\"\r\n}}"),
                Token
            );
            await Task.WhenAll(
                Interval.Stored.Select(interval => store.Writer.RollUpQuotesAsync(quote.Symbol, interval, quote.Slot, Token))
            );
        }

        await store.Writer.TryPutCandleAsync(Samples.FullCandle, Token);
        await store.Writer.TryPutCandleAsync(
            Samples.Candle("2024-11-03T00:00:00Z", rank: CandleRank.Import) with
            {
                Source = "import:a, \"b\".csv",
            },
            Token
        );
        return store;
    }
}
