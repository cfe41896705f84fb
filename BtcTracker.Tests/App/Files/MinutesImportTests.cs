using System.Globalization;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.App.Files;

/// <summary>A file of minutes becomes days, hours and the last five minutes, exact to the digit.</summary>
[Trait("Level", "App")]
public sealed class MinutesImportTests(FileCommandFixture fixture) : IClassFixture<FileCommandFixture>
{
    // 76 days; the first and the last of them are cut.
    private const int Minutes = 110_000;
    private const int FirstMinute = 417;

    [Fact]
    [Slow]
    public async Task Minutes_with_holes_are_rolled_up_as_an_independent_computation_does()
    {
        using var store = fixture.NewStore();
        var rows = Rows().ToList();
        var path = fixture.NewPath();
        await File.WriteAllLinesAsync(
            path,
            rows.Select(row => row.Text).Prepend("Timestamp,Open,High,Low,Close,Volume"),
            TestContext.Current.CancellationToken
        );

        var end = await fixture.RunAsync(store, "import", path);

        Assert.Equal(0, end.ExitCode);
        Assert.Equal(Expected(rows, 86_400)[1..^1], await StoredAsync(store, Interval.OneDay));
        Assert.Equal(Expected(rows, 3_600)[1..^1], await StoredAsync(store, Interval.OneHour));
        var last = await StoredAsync(store, Interval.FiveMinutes);
        Assert.InRange(last.Count, 30 * 288 - 1, 31 * 288);
        Assert.Equal(Expected(rows, 300).Where(candle => candle.Time >= last[0].Time).SkipLast(1), last);
    }

    // In hundredths of a dollar and 100-millionths of a bitcoin: whole numbers have no rounding.
    private static List<(long Time, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume, int N)> Expected(
        IEnumerable<(string Text, long Time, long Open, long High, long Low, long Close, long Volume)> rows,
        int length
    ) =>
        [
            .. rows.GroupBy(row => row.Time - (row.Time % length))
                .Select(candle =>
                    (
                        candle.Key,
                        candle.First().Open / 100m,
                        candle.Max(row => row.High) / 100m,
                        candle.Min(row => row.Low) / 100m,
                        candle.Last().Close / 100m,
                        candle.Sum(row => row.Volume) / 100_000_000m,
                        candle.Count()
                    )
                ),
        ];

    private static async Task<List<(long Time, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume, int N)>> StoredAsync(
        PriceStoreHost store,
        Interval interval
    ) =>
        [
            .. (await FileCommandFixture.CandlesAsync(store, interval)).Select(candle =>
                (candle.OpenTime.ToUnixTimeSeconds(), candle.Open, candle.High, candle.Low, candle.Close, candle.Volume!.Value, candle.N)
            ),
        ];

    private static IEnumerable<(string Text, long Time, long Open, long High, long Low, long Close, long Volume)> Rows()
    {
        var chances = new Random(7);
        var (start, price) = (Samples.At("2020-01-01").ToUnixTimeSeconds(), 720_000L);
        for (var minute = FirstMinute; minute < FirstMinute + Minutes; minute++)
        {
            var (open, close) = (price, price = Math.Clamp(price + chances.Next(-500, 501), 500_000, 900_000));
            var (high, low, volume) = (
                Math.Max(open, close) + chances.Next(300),
                Math.Min(open, close) - chances.Next(300),
                chances.NextInt64(500_000_000)
            );
            if (chances.Next(50) > 0)
            {
                var time = start + (minute * 60L);
                var cells = new[] { open, high, low, close }.Select(cents => (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture));
                var text = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{time}.0,{string.Join(',', cells)},{volume / 100_000_000m:0.00000000}"
                );
                yield return (text, time, open, high, low, close, volume);
            }
        }
    }
}
