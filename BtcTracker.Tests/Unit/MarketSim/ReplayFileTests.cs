using System.Globalization;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Unit.MarketSim;

[Trait("Level", "Unit")]
public sealed class ReplayFileTests : IDisposable
{
    private const string Header = "open_time_unix,open_time_utc,open,high,low,close,volume_btc";
    private const string FirstHour = "1704067200,2024-01-01T00:00:00Z,42288.58,42543.64,42261.58,42452.66,379.19725348";

    private readonly string _folder = Directory.CreateTempSubdirectory("replay-file").FullName;

    [Theory]
    [MemberData(nameof(PriceFiles.Sets), MemberType = typeof(PriceFiles))]
    public void A_file_is_read_whole_and_to_the_last_digit(string prices)
    {
        var file = ReplayFile.Load(PriceFiles.Hours(prices));

        Assert.Equal(13_872, file.Hours.Count);
        Assert.Equal(Path.GetFileNameWithoutExtension(PriceFiles.Hours(prices)), file.Name);
        Assert.Equal(new DateTimeOffset(2025, 7, 31, 23, 0, 0, TimeSpan.Zero), file.Hours[^1].OpenTime);
        Assert.Equal(
            File.ReadLines(file.Path).Skip(1),
            file.Hours.Select(hour =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{hour.OpenTime.ToUnixTimeSeconds()},{hour.OpenTime:yyyy-MM-ddTHH:mm:ssZ},{hour.Open},{hour.High},{hour.Low},"
                        + $"{hour.Close},{hour.Volume}"
                )
            )
        );
    }

    [Fact]
    [OfRealPrices]
    public void The_real_files_first_hour_is_the_recorded_one()
    {
        var file = ReplayFile.Load(PriceFiles.Hours(PriceFiles.Real));

        Assert.Equal("btc-usd-hourly-coinbase-2024-2025", file.Name);
        Assert.Equal((42288.58m, 42543.64m, 42261.58m, 42452.66m, 379.19725348m), ValuesOf(file.Hours[0]));
    }

    [Theory]
    [MemberData(nameof(PriceFiles.Sets), MemberType = typeof(PriceFiles))]
    public void Today_falls_on_the_30th_day_before_the_last(string prices)
    {
        var file = ReplayFile.Load(PriceFiles.Hours(prices));

        var shift = file.ShiftFor(new DateTimeOffset(2026, 11, 21, 13, 14, 15, TimeSpan.Zero));

        Assert.Equal(
            new DateTimeOffset(2025, 7, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero) - shift
        );
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_endings_are_fine()
    {
        var file = ReplayFile.Load(Write($"\uFEFF{Header}\r\n{FirstHour}\r\n\r\n"));

        Assert.Equal(42452.66m, Assert.Single(file.Hours).Close);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n")]
    public void An_empty_file_is_refused(string content) => Refused(content, "is empty");

    [Fact]
    public void A_file_with_only_a_header_is_refused() => Refused(Header, "line 1", "no row");

    [Fact]
    public void A_missing_column_is_named() => Refused(Header.Replace(",low", "", StringComparison.Ordinal), "line 1", "'low' is missing");

    [Theory]
    [InlineData("42288.58", "forty", "line 2", "open 'forty' is not a number")]
    [InlineData("42288.58", "\"42288,58\"", "line 2", "open '42288,58' is not a number: use a decimal point")]
    [InlineData("42288.58", "42288,58", "line 2", "if a comma is the decimal separator")]
    [InlineData("42288.58", "NaN", "line 2", "open 'NaN' is not a number")]
    [InlineData("42288.58", "", "line 2", "open '' is not a number")]
    [InlineData("42261.58", "0", "line 2", "not greater than zero")]
    [InlineData("42261.58", "-1", "line 2", "not greater than zero")]
    [InlineData("42261.58", "42300", "line 2", "low 42300 is above open 42288.58")]
    [InlineData("42543.64", "42300", "line 2", "high 42300 is below")]
    [InlineData("379.19725348", "-1", "line 2", "volume -1 is less than zero")]
    [InlineData(",379.19725348", "", "line 2", "too few")]
    [InlineData("1704067200,2024-01-01T00:00:00Z", "1704069000,2024-01-01T00:30:00Z", "line 2", "not the start of an hour")]
    [InlineData("1704067200", "soon", "line 2", "'soon' is not a time")]
    [InlineData("2024-01-01T00", "2024-01-01T01", "line 2", "is not the time of open_time_unix 1704067200")]
    public void A_wrong_row_is_refused_with_line_and_reason(string right, string wrong, string line, string reason) =>
        Refused($"{Header}\n{FirstHour.Replace(right, wrong, StringComparison.Ordinal)}\n", line, reason);

    [Fact]
    public void Rows_out_of_order_are_refused()
    {
        var next = FirstHour.Replace("1704067200,2024-01-01T00", "1704070800,2024-01-01T01", StringComparison.Ordinal);

        Refused($"{Header}\n{next}\n{FirstHour}\n", "line 3", "is not after the row before it");
        Refused(
            $"{Header}\n{FirstHour}\n{FirstHour.Replace("42452.66", "42452.67", StringComparison.Ordinal)}\n",
            "line 3",
            "is duplicated"
        );
    }

    [Fact]
    public void A_duplicate_row_is_one_hour()
    {
        var path = Path.Combine(_folder, "twice.csv");
        File.WriteAllText(path, $"{Header}\n{FirstHour}\n{FirstHour}\n");

        Assert.Single(ReplayFile.Load(path).Hours);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var path = Path.Combine(_folder, "none.csv");

        Assert.Contains(path, Assert.Throws<FileNotFoundException>(() => ReplayFile.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_name_is_fit_for_a_table() =>
        Assert.Equal("precios-de-a-o", ReplayFile.Load(Write($"{Header}\n{FirstHour}", "precios de año.csv")).Name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static (decimal Open, decimal High, decimal Low, decimal Close, decimal? Volume) ValuesOf(Candle candle) =>
        (candle.Open, candle.High, candle.Low, candle.Close, candle.Volume);

    private void Refused(string content, params string[] words)
    {
        var path = Write(content);

        var message = Assert.Throws<FormatException>(() => ReplayFile.Load(path)).Message;

        Assert.All([path, .. words], word => Assert.Contains(word, message, StringComparison.Ordinal));
    }

    private string Write(string content, string name = "hours.csv")
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }
}
