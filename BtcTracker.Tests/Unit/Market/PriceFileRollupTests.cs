using System.Globalization;
using System.Text.Json;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Unit.Market;

/// <summary>The hours of a file rolled up to days that were computed elsewhere.</summary>
[Trait("Level", "Unit")]
public sealed class PriceFileRollupTests
{
    /// <summary>On these days the two real files, fetched at different times, differ in their volume by less than a bitcoin.</summary>
    private static readonly DateTimeOffset[] VolumeCorrectedLater = [At("2024-09-04"), At("2024-12-20"), At("2025-07-07")];

    [Theory]
    [MemberData(nameof(PriceFiles.Sets), MemberType = typeof(PriceFiles))]
    public void Hours_roll_up_to_the_days_that_the_files_text_gives(string prices)
    {
        var goldens = new HourGoldens(PriceFiles.Hours(prices));
        var days = Rollup.ToInterval(Hours(prices), Interval.OneDay).ToDictionary(day => day.OpenTime);

        Assert.Equal(578, days.Count);
        Assert.All(
            ["2024-01-01", "2024-02-29", "2024-03-05", "2024-11-03", "2025-03-09", "2025-07-31"],
            date =>
            {
                var day = days[At(date)];
                Assert.Equal(goldens.Day(date), (day.Open, day.High, day.Low, day.Close, day.Volume!.Value, day.N));
            }
        );
    }

    [Fact]
    [OfRealPrices]
    public void Hours_roll_up_to_the_golden_days_to_the_last_digit()
    {
        using var goldens = JsonDocument.Parse(File.ReadAllText(RepositoryPaths.Data("goldens.json")));
        var days = Rollup.ToInterval(Hours(PriceFiles.Real), Interval.OneDay).ToDictionary(day => day.OpenTime);

        Assert.All(
            goldens.RootElement.GetProperty("utc_days").EnumerateArray(),
            golden =>
            {
                var day = days[At(golden.GetProperty("date").GetString()!)];
                Assert.Equal(
                    (
                        Golden("open"),
                        Golden("high"),
                        Golden("low"),
                        Golden("close"),
                        Golden("volume_btc"),
                        golden.GetProperty("rows").GetInt32()
                    ),
                    (day.Open, day.High, day.Low, day.Close, day.Volume, day.N)
                );

                decimal Golden(string name) => Number(golden.GetProperty(name).GetString()!);
            }
        );
    }

    [Theory]
    [MemberData(nameof(PriceFiles.Sets), MemberType = typeof(PriceFiles))]
    public void Hours_roll_up_to_every_day_of_the_exchange(string prices)
    {
        var days = Rollup.ToInterval(Hours(prices), Interval.OneDay).ToDictionary(day => day.OpenTime);

        var shared = ExchangeDays(prices).Where(day => days.ContainsKey(day.OpenTime)).ToList();

        Assert.Equal(578, shared.Count);
        Assert.All(shared, day => Assert.Equal(Prices(day), Prices(days[day.OpenTime])));
        Assert.Equal(
            prices == PriceFiles.Real ? VolumeCorrectedLater : [],
            shared.Where(day => day.Volume != days[day.OpenTime].Volume).Select(day => day.OpenTime)
        );
    }

    [Theory]
    [MemberData(nameof(PriceFiles.Sets), MemberType = typeof(PriceFiles))]
    public void Four_hours_on_the_way_change_no_day(string prices)
    {
        var direct = Rollup.ToInterval(Hours(prices), Interval.OneDay);
        var overFourHours = Rollup.ToInterval(Rollup.ToInterval(Hours(prices), Interval.FourHours), Interval.OneDay);

        Assert.Equal(direct, overFourHours);
    }

    private static (decimal Open, decimal High, decimal Low, decimal Close) Prices(Candle candle) =>
        (candle.Open, candle.High, candle.Low, candle.Close);

    private static IEnumerable<Candle> Hours(string prices) =>
        from line in File.ReadLines(PriceFiles.Hours(prices)).Skip(1)
        let cells = line.Split(',')
        let openTime = DateTimeOffset.FromUnixTimeSeconds(long.Parse(cells[0], CultureInfo.InvariantCulture))
        select CandleOf(Interval.OneHour, openTime, cells[2..7]);

    private static IEnumerable<Candle> ExchangeDays(string prices) =>
        from line in File.ReadLines(PriceFiles.Days(prices)).Skip(1)
        let cells = line.Split(',')
        where cells[6] == "BTC"
        select CandleOf(Interval.OneDay, At(cells[0]), cells[1..6]);

    private static Candle CandleOf(Interval interval, DateTimeOffset openTime, string[] numbers) =>
        new()
        {
            Symbol = Symbol.BtcUsd,
            Interval = interval,
            OpenTime = openTime,
            Open = Number(numbers[0]),
            High = Number(numbers[1]),
            Low = Number(numbers[2]),
            Close = Number(numbers[3]),
            Volume = Number(numbers[4]),
            VolumeUnit = "BTC",
            N = 1,
            Rank = CandleRank.Exchange,
            Source = "coinbase",
        };

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset At(string date) =>
        DateTimeOffset.Parse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
