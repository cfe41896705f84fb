using System.Globalization;
using System.Text.Json;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Contracts;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.History;
using BtcTracker.Web.Views;

namespace BtcTracker.Tests.Unit.Web;

/// <summary>What the page's chart reads: <c>chart-body.js</c> gives back what <see cref="ChartBody"/> writes, and it is small.</summary>
[Trait("Level", "Unit")]
public sealed class ChartBodyTests
{
    private const int MostBytesOfAYear = 24_000;

    // They jump from each close to the next open, as a market that never closes does not.
    private const int MostBytesOfAGeneratedYear = 26_800;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    // The hours' last and the days' last of the price files.
    private static readonly DateTimeOffset EndOfHours = Samples.At("2025-08-01");
    private static readonly DateTimeOffset EndOfDays = Samples.At("2026-08-12T12:00Z");

    public static MatrixTheoryData<string, string> Ranges { get; } =
        new(PriceFiles.Sets.Select(set => (string)set), HistoryRange.All.Select(range => range.Code));

    [Theory]
    [MemberData(nameof(PriceFiles.Sets), MemberType = typeof(PriceFiles))]
    public async Task The_script_reads_every_price_to_the_last_decimal_that_is_shown(string prices)
    {
        List<RangeHistory> histories = [.. HistoryRange.All.Select(range => HistoryOf(prices, range.Code))];

        var read = await ReadAsync(histories);

        Assert.All(
            histories.Zip(read),
            pair =>
            {
                var (history, columns) = pair;
                var decimals = BodyOf(history).Decimals;
                Assert.NotEmpty(history.Candles);
                Assert.Equal(history.Candles.Select(candle => candle.OpenTime.ToUnixTimeSeconds()), Times(columns));
                Assert.Equal(history.Candles.Select(candle => Shown(candle.Open, decimals)), Prices(columns, "open"));
                Assert.Equal(history.Candles.Select(candle => Shown(candle.Close, decimals)), Prices(columns, "close"));
                Assert.Equal(history.Candles.Select(candle => Shown(candle.High, decimals)), Prices(columns, "high"));
                Assert.Equal(history.Candles.Select(candle => Shown(candle.Low, decimals)), Prices(columns, "low"));
                Assert.Equal(history.Interval.Length.TotalSeconds, columns.GetProperty("step").GetDouble());
            }
        );
    }

    [Fact]
    public async Task Candles_that_are_missing_are_missing_for_the_script_too()
    {
        var candles = MarketData.Walk(Interval.OneHour, EndOfHours, 24).Where((_, at) => at is not (0 or 5 or 6 or 22)).ToList();

        var read = Assert.Single(await ReadAsync([Day(candles)]));

        Assert.Equal(candles.Select(candle => candle.OpenTime.ToUnixTimeSeconds()), Times(read));
        Assert.Equal(candles.Select(candle => (double)candle.Close), Prices(read, "close"));
    }

    [Fact]
    public async Task Bars_have_three_digits_and_those_of_another_unit_are_left_out()
    {
        decimal?[] volumes = [9e11m, 123_456.789m, 1_234.4m, null, 0m];
        var candles = MarketData
            .Walk(Interval.OneHour, EndOfHours, 5)
            .Select(
                (candle, at) =>
                    candle with
                    {
                        Volume = volumes[at],
                        VolumeUnit =
                            at == 0 ? "USD"
                            : at == 3 ? null
                            : "BTC",
                    }
            )
            .ToList();

        var read = Assert.Single(await ReadAsync([Day(candles)]));

        Assert.Equal([null, 123_000, 1_000, null, 0], Volumes(read));
    }

    [Fact]
    public async Task How_far_the_sources_were_apart_counts_until_the_next_comparison_and_is_unknown_beyond()
    {
        decimal?[] spreads = [null, 0.00123449m, null, null, null, 0m, 0.02m];
        var candles = MarketData
            .Walk(Interval.FiveMinutes, EndOfHours, spreads.Length)
            .Select((candle, at) => candle with { Spread = spreads[at] })
            .ToList();

        var read = await ReadAsync([Day(candles), Day(MarketData.Walk(Interval.FiveMinutes, EndOfHours, 2))]);

        Assert.Equal([null, 0.001234, 0.001234, 0.001234, null, 0, 0.02], Numbers(read[0], "spread"));
        Assert.Equal([null, null], Numbers(read[1], "spread"));
    }

    [Fact]
    public async Task Own_candles_without_volume_and_no_candle_at_all_are_read()
    {
        var own = MarketData.Walk(Interval.OneHour, EndOfHours, 2).Select(candle => candle with { Volume = null, VolumeUnit = null });

        var read = await ReadAsync([Day([.. own]), Day([])]);

        Assert.Equal([null, null], Volumes(read[0]));
        Assert.Equal((0, 0, 0), (Times(read[1]).Count(), Prices(read[1], "close").Count(), Volumes(read[1]).Count()));
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public void It_is_smaller_than_the_series_of_the_api(string prices, string code)
    {
        var history = HistoryOf(prices, code);

        var (chart, series) = (ChartSize(history), BrotliSize(EncodedBody.Of(CandleSeries.Of(history), WebJson.Default.CandleSeries)));

        TestContext.Current.TestOutputHelper!.WriteLine($"{prices} {code}: {history.Candles.Count} candles, {series} -> {chart} bytes");
        Assert.InRange(chart, 1, series * 0.75);
    }

    [Theory]
    [MemberData(nameof(PriceFiles.Sets), MemberType = typeof(PriceFiles))]
    public void A_year_takes_at_most_24_KB_and_hardly_more_until_it_is_compressed_best(string prices)
    {
        var history = HistoryOf(prices, "1Y");
        var body = EncodedBody.Of(BodyOf(history), WebJson.Default.ChartBody);
        var (quick, most) = (BrotliSize(body), prices == PriceFiles.Real ? MostBytesOfAYear : MostBytesOfAGeneratedYear);

        body.CompressBest();

        Assert.InRange(history.Candles.Count, 2_100, 2_400);
        Assert.InRange(quick, 1, most * 1.05);
        Assert.InRange(BrotliSize(body), 1, most);
    }

    private static ChartBody BodyOf(RangeHistory history) =>
        ChartBody.Of(new ViewedHistory(history, []), new PageView(history.Range), history.Span.To);

    private static double Shown(decimal price, int decimals) => (double)Math.Round(price, decimals, MidpointRounding.AwayFromZero);

    private static int ChartSize(RangeHistory history) => BrotliSize(EncodedBody.Of(BodyOf(history), WebJson.Default.ChartBody));

    private static int BrotliSize(EncodedBody body) => body.In(BodyEncoding.Brotli).Length;

    private static RangeHistory Day(IReadOnlyList<Candle> candles) =>
        new(HistoryRange.OneDay, Interval.OneHour, new TimeRange(EndOfHours.AddDays(-1), EndOfHours), candles);

    private static RangeHistory HistoryOf(string prices, string code)
    {
        Assert.True(HistoryRange.TryParse(code, out var range));
        var now = range.Interval.StoredAs == Interval.OneDay ? EndOfDays : EndOfHours;
        var history = WebSamples
            .HistoryOf(Interval.FiveMinutes, MarketData.Walk(Interval.FiveMinutes, now, 2_016))
            .With(Interval.OneHour, Rows(PriceFiles.Hours(prices), Interval.OneHour, now))
            .With(Interval.OneDay, Rows(PriceFiles.Days(prices), Interval.OneDay, now));
        return RangeHistory.Choose(history, range, now);
    }

    private static List<Candle> Rows(string file, Interval interval, DateTimeOffset now) =>
        [
            .. File.ReadLines(file)
                .Skip(1)
                .Select(line => Row(line.Split(','), interval, first: interval == Interval.OneDay ? 1 : 2))
                .Where(candle => candle.OpenTime < now),
        ];

    private static Candle Row(string[] row, Interval interval, int first)
    {
        decimal? Number(int column) =>
            decimal.TryParse(row[first + column], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
        var volume = Number(4);
        return new Candle
        {
            Symbol = Symbol.BtcUsd,
            Interval = interval,
            OpenTime =
                first == 1 ? Samples.At(row[0]) : DateTimeOffset.FromUnixTimeSeconds(long.Parse(row[0], CultureInfo.InvariantCulture)),
            Open = Number(0)!.Value,
            High = Number(1)!.Value,
            Low = Number(2)!.Value,
            Close = Number(3)!.Value,
            Volume = volume,
            VolumeUnit =
                volume is null ? null
                : first == 1 && row[6].Length > 0 ? row[6]
                : "BTC",
            N = 1,
            Rank = CandleRank.Exchange,
            Source = "coinbase",
        };
    }

    private static IEnumerable<long> Times(JsonElement read) => Rows(read).Select(row => row.GetProperty("time").GetInt64());

    private static IEnumerable<double> Prices(JsonElement read, string price) =>
        Rows(read).Select(row => row.GetProperty(price).GetDouble());

    private static IEnumerable<double?> Volumes(JsonElement read) => Numbers(read, "volume");

    private static IEnumerable<double?> Numbers(JsonElement read, string name) =>
        Rows(read)
            .Select(row => row.GetProperty(name))
            .Select(number => number.ValueKind is JsonValueKind.Null ? (double?)null : number.GetDouble());

    private static JsonElement.ArrayEnumerator Rows(JsonElement read) => read.GetProperty("rows").EnumerateArray();

    /// <summary>What the page's script makes of bodies; Node, which builds the scripts, runs it.</summary>
    private static async Task<List<JsonElement>> ReadAsync(IReadOnlyList<RangeHistory> histories)
    {
        const string Script = """
            import { readFileSync } from 'node:fs';
            const [module, bodies] = process.argv.slice(1).map(path => readFileSync(path, 'utf8'));
            const { decode } = await import('data:text/javascript,' + encodeURIComponent(module));
            console.log(JSON.stringify(JSON.parse(bodies).map(decode)));
            """;
        var (module, bodies) = (Path.Combine(RepositoryPaths.Root, "BtcTracker.Web", "Scripts", "chart-body.js"), Path.GetTempFileName());
        var written = histories.Select(history => JsonSerializer.Serialize(BodyOf(history), WebJson.Default.ChartBody));
        await File.WriteAllTextAsync(bodies, $"[{string.Join(',', written)}]", TestContext.Current.CancellationToken);
        var result = await Command.RunAsync("node", ["--input-type=module", "-e", Script, module, bodies], Limit);
        File.Delete(bodies);
        Assert.True(result.Succeeded, result.Output);
        using var json = JsonDocument.Parse(result.Output);
        return [.. json.RootElement.EnumerateArray().Select(read => read.Clone())];
    }
}
