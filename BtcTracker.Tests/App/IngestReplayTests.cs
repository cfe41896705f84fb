using System.Globalization;
using System.Text.Json;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App;

[Trait("Level", "App")]
public sealed class IngestReplayTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_real_files_hours_are_stored_exactly_and_its_days_are_their_roll_up()
    {
        var file = ReplayFile.Load(RepositoryPaths.Data("btc-usd-hourly-coinbase-2024-2025.csv"));
        var now = TimeProvider.System.GetUtcNow();
        var shift = file.ShiftFor(now);
        await using var world = await IngestWorld.CreateAsync(
            Cancelled, "--Market:Mode=replay", $"--Market:ReplayFile={file.Path}", $"--Market:ReplayShiftSeconds={shift.TotalSeconds}", "--Ingest:Interval=5m");
        await world.StartIngestAsync(Cancelled);
        await world.WaitForQuotesAsync(1, Cancelled);
        await world.WaitForBackfillAsync(Interval.OneHour, Cancelled);

        var today = Interval.OneDay.OpenTimeOf(now);
        var shifted = file.Hours.Select(hour => hour with { OpenTime = hour.OpenTime + shift, Source = "replay:coinbase" }).ToList();
        var hourRange = new TimeRange(today.AddDays(-399), today);
        var hours = await world.Reader.ReadCandlesAsync(Symbol.BtcUsd, Interval.OneHour, hourRange, Cancelled).ToListAsync(Cancelled);
        Assert.Equal(shifted.Where(hour => hourRange.Contains(hour.OpenTime)), hours);

        var days = await world.Reader.ReadCandlesAsync(Symbol.BtcUsd, Interval.OneDay, new TimeRange(DateTimeOffset.UnixEpoch, today), Cancelled).ToListAsync(Cancelled);
        Assert.Equal(Rollup.ToInterval(shifted.Where(hour => hour.OpenTime < today), Interval.OneDay).Select(day => day with { N = 1 }), days);
        AssertGoldens(days, shift);

        var quote = (await world.QuotesAsync(Cancelled))[0];
        var lastClosed = shifted.Last(hour => hour.CloseTime <= quote.AsOf);
        Assert.Equal((lastClosed.Close, lastClosed.CloseTime, "replay:coinmarketcap-keyless"), (quote.Price, quote.AsOf, quote.Source));
        Assert.Null(quote.CirculatingSupply ?? quote.MarketCap ?? quote.Volume24h);
        Assert.Equal(TimeSpan.FromHours(3), (await world.Reader.FindScheduleAsync(Cancelled))!.StaleAfter);
    }

    private static void AssertGoldens(List<Candle> days, TimeSpan shift)
    {
        using var goldens = JsonDocument.Parse(File.ReadAllText(RepositoryPaths.Data("goldens.json")));
        foreach (var golden in goldens.RootElement.GetProperty("utc_days").EnumerateArray())
        {
            var date = DateTimeOffset.Parse(golden.GetProperty("date").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            var day = days.Single(day => day.OpenTime == date + shift);
            decimal Number(string name) => decimal.Parse(golden.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
            Assert.Equal(
                (Number("open"), Number("high"), Number("low"), Number("close"), Number("volume_btc")),
                (day.Open, day.High, day.Low, day.Close, day.Volume!.Value));
        }
    }
}
