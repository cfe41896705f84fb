using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.Testing;
using BtcTracker.AppHost;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App;

/// <summary>The whole application over a file of hours: what the page and the API show must equal the file.</summary>
public abstract class ReplayContract(string prices) : IAsyncLifetime
{
    // Days without an hour of a change of clocks, and with one.
    private static readonly string[] Days = ["2024-01-01", "2024-03-05", "2024-11-03", "2025-03-09", "2025-06-30"];

    private readonly TemporaryFolder _data = new();
    private DistributedApplication? _app;
    private HttpClient? _web;
    private ReplayFile? _file;
    private TimeSpan _shift;

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var path = PriceFiles.Hours(prices);
        _file = ReplayFile.Load(path);
        string[] arguments = ["--Market:Mode=replay", $"--Market:ReplayFile={path}", $"--Store:DataFolder={_data.Path}"];
        _app = await AppHostUnderTest.StartAsync(arguments, Cancelled);
        await _app.HealthyAsync(ResourceNames.Web, Cancelled);
        _web = _app.CreateHttpClient(ResourceNames.Web);
        using var market = _app.CreateHttpClient(ResourceNames.MarketSim);
        var status = await market.GetFromJsonAsync<JsonElement>("/status", Cancelled);
        _shift = TimeSpan.FromSeconds(status.GetProperty("shiftSeconds").GetInt64());
    }

    public async ValueTask DisposeAsync()
    {
        _web?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _data.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_replayed_price_reaches_the_page_and_the_history_equals_the_file()
    {
        var latest = await Eventually.GetAsync(() => Get("/api/v1/quotes/latest"), body => body.TryGetProperty("price", out _), Cancelled);
        var asOf = latest.GetProperty("asOf").GetDateTimeOffset();
        var hour = _file!.Hours.Single(candle => candle.CloseTime + _shift == asOf);
        Assert.Equal(hour.Close, latest.GetProperty("price").GetDecimal());
        Assert.StartsWith("replay:", latest.GetProperty("source").GetString(), StringComparison.Ordinal);

        var page = await _web!.GetStringAsync("/", Cancelled);
        Assert.Contains(hour.Close.ToString("N2", CultureInfo.InvariantCulture), page, StringComparison.Ordinal);
        Assert.Contains("REPLAY", page, StringComparison.Ordinal);

        foreach (var day in Days[2..])
        {
            await HoursOfADayEqualTheFile(DateTimeOffset.Parse(day + "Z", CultureInfo.InvariantCulture));
        }

        var goldens = new HourGoldens(_file.Path);
        foreach (var day in Days)
        {
            var (open, high, low, close, volume, _) = goldens.Day(day);
            await ADayIs(day, open, high, low, close, volume);
        }

        await TheGoldenDaysMatch();
    }

    /// <summary>Days that were computed by others, where there are any for the file.</summary>
    protected virtual Task TheGoldenDaysMatch() => Task.CompletedTask;

    /// <summary>A day of the file as the API gives it.</summary>
    protected async Task ADayIs(string date, decimal open, decimal high, decimal low, decimal close, decimal volume)
    {
        var from = (DateTimeOffset.Parse(date + "Z", CultureInfo.InvariantCulture) + _shift).ToUnixTimeSeconds();
        var body = await Eventually.GetAsync(
            () => Get($"/api/v1/candles?interval=1d&from={from}&to={from + 86_400}"),
            candles => candles.GetProperty("openTime").GetArrayLength() == 1,
            Cancelled
        );
        Assert.Equal((open, high, low, close, volume), (Only("open"), Only("high"), Only("low"), Only("close"), Only("volume")));

        decimal Only(string column) => Assert.Single(Column(body, column, cell => cell.GetDecimal()));
    }

    private async Task HoursOfADayEqualTheFile(DateTimeOffset fileDay)
    {
        var expected = _file!.Hours.Where(hour => new TimeRange(fileDay, fileDay.AddDays(1)).Contains(hour.OpenTime)).ToList();
        var from = (fileDay + _shift).ToUnixTimeSeconds();
        var body = await Eventually.GetAsync(
            () => Get($"/api/v1/candles?interval=1h&from={from}&to={from + 86_400}"),
            candles => candles.GetProperty("openTime").GetArrayLength() == expected.Count,
            Cancelled
        );
        Assert.Equal(
            expected.Select(hour => (hour.OpenTime + _shift).ToUnixTimeSeconds()),
            Column(body, "openTime", cell => cell.GetInt64())
        );
        Assert.Equal(expected.Select(hour => hour.Open), Column(body, "open", cell => cell.GetDecimal()));
        Assert.Equal(expected.Select(hour => hour.High), Column(body, "high", cell => cell.GetDecimal()));
        Assert.Equal(expected.Select(hour => hour.Low), Column(body, "low", cell => cell.GetDecimal()));
        Assert.Equal(expected.Select(hour => hour.Close), Column(body, "close", cell => cell.GetDecimal()));
        Assert.Equal(expected.Select(hour => hour.Volume!.Value), Column(body, "volume", cell => cell.GetDecimal()));
    }

    private Task<JsonElement> Get(string address) => _web!.GetFromJsonAsync<JsonElement>(address, Cancelled);

    private static IEnumerable<T> Column<T>(JsonElement body, string name, Func<JsonElement, T> cell) =>
        body.GetProperty(name).EnumerateArray().Select(cell);
}

[Trait("Level", "App")]
[Slow]
public sealed class ReplayOfGeneratedHoursTests() : ReplayContract(PriceFiles.Generated);

[Slow]
[OfRealPrices]
[Trait("Level", "App")]
public sealed class ReplayOfRealHoursTests() : ReplayContract(PriceFiles.Real)
{
    protected override async Task TheGoldenDaysMatch()
    {
        using var goldens = JsonDocument.Parse(await File.ReadAllTextAsync(RepositoryPaths.Data("goldens.json"), Cancelled));
        foreach (var golden in goldens.RootElement.GetProperty("utc_days").EnumerateArray())
        {
            await ADayIs(
                golden.GetProperty("date").GetString()!,
                Number("open"),
                Number("high"),
                Number("low"),
                Number("close"),
                Number("volume_btc")
            );

            decimal Number(string name) => decimal.Parse(golden.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
        }
    }
}
