using System.Globalization;
using System.Text.Json;
using BtcTracker.Market;
using BtcTracker.MarketSim.Markets;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Unit.MarketSim;

[Trait("Level", "Unit")]
public sealed class ReplayMarketTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 13, 14, 15, TimeSpan.Zero);

    private readonly ReplayFile _file = ReplayFile.Load(RepositoryPaths.Data("btc-usd-hourly-coinbase-2024-2025.csv"));
    private readonly TimeSpan _shift;
    private readonly ReplayMarket _market;

    public ReplayMarketTests()
    {
        _shift = _file.ShiftFor(Now);
        _market = new ReplayMarket(_file, _shift);
    }

    [Fact]
    public void A_quote_is_the_close_of_the_last_closed_hour_and_tells_nothing_that_the_file_does_not()
    {
        var reading = _market.ReadAt(Now)!;

        var hour = _file.Hours.Single(hour => hour.OpenTime == new DateTimeOffset(2025, 7, 1, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal((hour.Close, new DateTimeOffset(2026, 11, 21, 13, 0, 0, TimeSpan.Zero)), (reading.Price, reading.LastUpdated));
        Assert.Null(reading.MarketCap ?? reading.CirculatingSupply ?? reading.Volume24h ?? reading.MaxSupply);
    }

    [Fact]
    public void An_hour_is_shown_from_its_very_end()
    {
        var end = new DateTimeOffset(2026, 11, 21, 13, 0, 0, TimeSpan.Zero);

        Assert.Equal(end.AddHours(-1), _market.ReadAt(end.AddTicks(-1))!.LastUpdated);
        Assert.Equal(end, _market.ReadAt(end)!.LastUpdated);
        Assert.Equal(end.AddHours(-1), _market.Candles(Interval.OneHour, new TimeRange(end.AddDays(-1), end.AddDays(1)), end).Last().OpenTime);
    }

    [Fact]
    public void After_the_files_end_the_last_close_stays_with_its_own_time()
    {
        var reading = _market.ReadAt(Now.AddYears(1))!;

        Assert.Equal((115761.13m, new DateTimeOffset(2025, 8, 1, 0, 0, 0, TimeSpan.Zero) + _shift), (reading.Price, reading.LastUpdated));
    }

    [Fact]
    public void Before_the_files_first_hour_is_over_there_is_nothing() =>
        Assert.Null(_market.ReadAt(_file.Hours[0].OpenTime + _shift + TimeSpan.FromMinutes(59)));

    [Fact]
    public void Days_match_the_goldens_to_the_last_digit()
    {
        using var goldens = JsonDocument.Parse(File.ReadAllText(RepositoryPaths.Data("goldens.json")));
        foreach (var golden in goldens.RootElement.GetProperty("utc_days").EnumerateArray())
        {
            var openTime = golden.GetProperty("date").GetDateTimeOffset().UtcDateTime + _shift;
            var day = Assert.Single(_market.Candles(Interval.OneDay, Interval.OneDay.CandleAt(openTime), Now));

            Assert.Equal(
                [Number(golden, "open"), Number(golden, "high"), Number(golden, "low"), Number(golden, "close"), Number(golden, "volume_btc")],
                [day.Open, day.High, day.Low, day.Close, day.Volume!.Value]);
        }
    }

    [Fact]
    public void The_rolling_change_of_24_hours_matches_the_golden()
    {
        var reading = _market.ReadAt(new DateTimeOffset(2024, 3, 5, 20, 0, 0, TimeSpan.Zero) + _shift)!;

        Assert.Equal((61473.99m, -8.975079m), (reading.Price, decimal.Round(reading.Changes.Day!.Value, 6)));
    }

    [Fact]
    public void There_is_nothing_finer_than_an_hour() =>
        Assert.Empty(_market.Candles(Interval.FiveMinutes, new TimeRange(Now.AddDays(-1), Now), Now));

    private static decimal Number(JsonElement golden, string name) => decimal.Parse(golden.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
}
