using System.Globalization;
using System.Text.Json;
using BtcTracker.Market;
using BtcTracker.MarketSim.Markets;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Unit.MarketSim;

/// <summary>A file's hours as a market, whichever file it is.</summary>
public abstract class ReplayMarketContract
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 13, 14, 15, TimeSpan.Zero);

    private readonly ReplayFile _file;
    private readonly HourGoldens _goldens;
    private readonly TimeSpan _shift;
    private readonly ReplayMarket _market;

    protected ReplayMarketContract(string prices)
    {
        _file = ReplayFile.Load(PriceFiles.Hours(prices));
        _goldens = new HourGoldens(_file.Path);
        _shift = _file.ShiftFor(Now);
        _market = new ReplayMarket(_file, _shift);
    }

    [Fact]
    public void A_quote_is_the_close_of_the_last_closed_hour_and_has_nothing_that_the_file_does_not()
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
        Assert.Equal(
            end.AddHours(-1),
            _market.Candles(Interval.OneHour, new TimeRange(end.AddDays(-1), end.AddDays(1)), end).Last().OpenTime
        );
    }

    [Fact]
    public void After_the_files_end_the_last_close_stays_with_its_own_time()
    {
        var reading = _market.ReadAt(Now.AddYears(1))!;

        Assert.Equal(
            (_goldens.LastClose, new DateTimeOffset(2025, 8, 1, 0, 0, 0, TimeSpan.Zero) + _shift),
            (reading.Price, reading.LastUpdated)
        );
    }

    [Fact]
    public void Before_the_files_first_hour_is_over_there_is_nothing() =>
        Assert.Null(_market.ReadAt(_file.Hours[0].OpenTime + _shift + TimeSpan.FromMinutes(59)));

    [Theory]
    [InlineData("2024-01-01")]
    [InlineData("2024-03-05")]
    [InlineData("2024-11-03")]
    public void A_day_is_the_one_that_the_files_text_gives(string date)
    {
        var (open, high, low, close, volume, hours) = _goldens.Day(date);

        Assert.Equal(24, hours);
        Assert.Equal((open, high, low, close, volume), Day(date));
    }

    [Fact]
    public void The_rolling_change_of_24_hours_is_the_one_that_the_files_text_gives()
    {
        var closes = _goldens.Closes("2024-03-05T19:00:00Z");

        Assert.Equal((closes.Close, HourGoldens.Percent(closes)), RollingChange());
    }

    [Fact]
    public void There_is_nothing_finer_than_an_hour() =>
        Assert.Empty(_market.Candles(Interval.FiveMinutes, new TimeRange(Now.AddDays(-1), Now), Now));

    /// <summary>What the market says of a day of the file.</summary>
    protected (decimal Open, decimal High, decimal Low, decimal Close, decimal Volume) Day(string date)
    {
        var openTime = DateTimeOffset.Parse($"{date}Z", CultureInfo.InvariantCulture) + _shift;
        var day = Assert.Single(_market.Candles(Interval.OneDay, Interval.OneDay.CandleAt(openTime), Now));
        return (day.Open, day.High, day.Low, day.Close, day.Volume!.Value);
    }

    /// <summary>The price when the hour from 2024-03-05 19:00 is over, and its change in 24 hours.</summary>
    protected (decimal Price, decimal Percent) RollingChange()
    {
        var reading = _market.ReadAt(new DateTimeOffset(2024, 3, 5, 20, 0, 0, TimeSpan.Zero) + _shift)!;
        return (reading.Price, decimal.Round(reading.Changes.Day!.Value, 6));
    }

    /// <summary>The price after the file's end.</summary>
    protected decimal LastPrice() => _market.ReadAt(Now.AddYears(1))!.Price;
}

[Trait("Level", "Unit")]
public sealed class ReplayMarketOfGeneratedHoursTests() : ReplayMarketContract(PriceFiles.Generated);

[OfRealPrices]
[Trait("Level", "Unit")]
public sealed class ReplayMarketOfRealHoursTests() : ReplayMarketContract(PriceFiles.Real)
{
    [Fact]
    public void Days_match_the_goldens_to_the_last_digit()
    {
        using var goldens = JsonDocument.Parse(File.ReadAllText(RepositoryPaths.Data("goldens.json")));
        foreach (var golden in goldens.RootElement.GetProperty("utc_days").EnumerateArray())
        {
            Assert.Equal(
                (
                    Number(golden, "open"),
                    Number(golden, "high"),
                    Number(golden, "low"),
                    Number(golden, "close"),
                    Number(golden, "volume_btc")
                ),
                Day(golden.GetProperty("date").GetString()!)
            );
        }
    }

    [Fact]
    public void The_rolling_change_of_24_hours_matches_the_golden() => Assert.Equal((61473.99m, -8.975079m), RollingChange());

    [Fact]
    public void The_last_close_is_the_recorded_one() => Assert.Equal(115761.13m, LastPrice());

    private static decimal Number(JsonElement golden, string name) =>
        decimal.Parse(golden.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
}
