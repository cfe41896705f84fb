using System.Globalization;
using BtcTracker.Market;
using BtcTracker.Market.Files;
using BtcTracker.Tests.App;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Unit.Files;

[Trait("Level", "Unit")]
public sealed class PriceFileTests : IDisposable
{
    private const string Header = "time,open,high,low,close,volume";
    private const string FirstDay = "2024-01-01,42288.58,44220.78,42180.77,44180,8527.16";
    private const string NextDay = "2024-01-02,44180.1,45922.58,44159.19,44956.04,19430.95";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("2024-01-01")]
    [InlineData("2024-01-01T00:00:00Z")]
    [InlineData("2024-01-01 00:00:00")]
    [InlineData("2024-01-01T02:00:00+02:00")]
    [InlineData("1704067200")]
    [InlineData("1704067200000")]
    public void A_time_is_read_in_every_documented_form(string time) =>
        Assert.Equal(
            Samples.At("2024-01-01"),
            Assert.Single(Read($"{Header}\n{FirstDay.Replace("2024-01-01", time, StringComparison.Ordinal)}")).OpenTime
        );

    [Theory]
    [InlineData(0)]
    [InlineData(20_000)]
    public void A_byte_that_is_no_text_is_refused_wherever_it_is(int rows)
    {
        var path = _folder.PathOf("latin.csv");
        var first = Samples.At("2014-01-01");
        var hours = Enumerable.Range(0, rows).Select(hour => $"{first.AddHours(hour):yyyy-MM-dd HH:mm:ss}Z,1,1,1,1,1\n");
        File.WriteAllBytes(path, [.. System.Text.Encoding.UTF8.GetBytes($"{Header}\n{string.Concat(hours)}"), 0xE9, 0x2C, 0x0A]);

        var error = Assert.Throws<FormatException>(() =>
        {
            using var file = PriceFile.Open(path);
            return file.ReadCandles(new CandleDefaults(Interval.OneHour, "latin")).Count();
        });
        Assert.Contains("the file is not UTF-8 text", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("false", false)]
    [InlineData("true", true)]
    public void A_candle_is_doubtful_where_its_row_says_so(string doubtful, bool expected) =>
        Assert.Equal(expected, Assert.Single(Read($"{Header},doubtful\n{FirstDay},{doubtful}")).Doubtful);

    [Theory]
    [InlineData("rank,spread", "2,0.0012", "0.0012")]
    [InlineData("rank,spread", "2,", null)]
    [InlineData("spread", "1500", null)]
    public void A_spread_is_read_beside_a_rank_and_elsewhere_it_is_another_one(string columns, string values, string? expected) =>
        Assert.Equal(
            expected is null ? (decimal?)null : decimal.Parse(expected, CultureInfo.InvariantCulture),
            Assert.Single(Read($"{Header},{columns}\n{FirstDay},{values}")).Spread
        );

    [Theory]
    [InlineData("-0.1")]
    [InlineData("12.5")]
    public void A_spread_that_is_no_part_of_the_price_is_refused(string spread) =>
        Assert.Contains(
            "line 2: spread is not a part of the price, from 0 to 1",
            Assert.Throws<FormatException>(() => Read($"{Header},rank,spread\n{FirstDay},2,{spread}")).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Any_other_word_for_doubtful_is_refused() =>
        Assert.Contains(
            "line 2: doubtful '2' is not valid. Use true or false",
            Assert.Throws<FormatException>(() => Read($"{Header},doubtful\n{FirstDay},2")).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [MemberData(nameof(PriceFiles.Sets), MemberType = typeof(PriceFiles))]
    public void The_daily_file_keeps_each_volumes_unit_and_source(string prices)
    {
        var path = PriceFiles.Days(prices);
        using var file = PriceFile.Open(path);

        var days = file.ReadCandles(new CandleDefaults(Interval.OneDay, "import:file")).ToList();

        // date,open,high,low,close,volume,volume_unit,source
        var rows = File.ReadLines(path).Skip(1).Select(line => line.Split(',')).ToList();
        Assert.Equal(5_871, days.Count);
        Assert.Equal(3, rows.Select(row => row[7]).Distinct().Count());
        Assert.Equal(rows.Select(row => (row[6], row[7])), days.Select(day => (day.VolumeUnit ?? "", day.Source)));
        Assert.Equal(rows.Select(row => row[5].Length > 0), days.Select(day => day.Volume is not null));
        Assert.All(days, day => Assert.Equal((CandleRank.Import, 1), (day.Rank, day.N)));
    }

    [Fact]
    [OfRealPrices]
    public void The_real_daily_file_has_volumes_in_bitcoins_in_dollars_and_not_known()
    {
        using var file = PriceFile.Open(PriceFiles.Days(PriceFiles.Real));

        var days = file.ReadCandles(new CandleDefaults(Interval.OneDay, "import:file")).ToList();

        Assert.Equal(1_523, days.Count(day => day is { Volume: null, VolumeUnit: null, Source: "kaggle-svaningelgem-via-Mateusz167" }));
        Assert.Equal(1_932, days.Count(day => day is { Volume: not null, VolumeUnit: "USD", Source: "yahoo-via-Mario-SO" }));
        Assert.Equal(2_416, days.Count(day => day is { Volume: not null, VolumeUnit: "BTC", Source: "coinbase-via-phon3-Kronos" }));
    }

    [Theory]
    [MemberData(nameof(PriceFiles.Sets), MemberType = typeof(PriceFiles))]
    public void The_hourly_file_is_read_whole(string prices)
    {
        var path = PriceFiles.Hours(prices);
        using var file = PriceFile.Open(path);

        var hours = file.ReadCandles(new CandleDefaults(Interval.OneHour, "import:file")).ToList();

        Assert.Equal(13_872, hours.Count);
        Assert.All(hours, hour => Assert.Equal(("BTC", "import:file"), (hour.VolumeUnit, hour.Source)));
        Assert.Equal(File.ReadLines(path).ElementAt(1).Split(',')[^1], hours[0].Volume?.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    [OfRealPrices]
    public void The_real_hourly_files_first_volume_is_the_recorded_one()
    {
        using var file = PriceFile.Open(PriceFiles.Hours(PriceFiles.Real));

        Assert.Equal(379.19725348m, file.ReadCandles(new CandleDefaults(Interval.OneHour, "import:file")).First().Volume);
    }

    [Fact]
    public void A_volume_of_zero_is_not_a_volume_that_is_unknown()
    {
        var days = Read(
            $"{Header}\n{FirstDay.Replace("8527.16", "0", StringComparison.Ordinal)}\n"
                + $"{NextDay.Replace("19430.95", "", StringComparison.Ordinal)}"
        );

        Assert.Equal([0m, null], days.Select(day => day.Volume));
        Assert.Equal(["BTC", null], days.Select(day => day.VolumeUnit));
    }

    [Fact]
    public void A_byte_order_mark_windows_line_endings_and_upper_case_are_fine() =>
        Assert.Equal(2, Read($"\uFEFF{Header.ToUpperInvariant()}\r\n{FirstDay}\r\n\r\n{NextDay}\r\n").Count);

    [Theory]
    [InlineData("42288.58", "forty", "open 'forty' is not a number")]
    [InlineData("42288.58", "\"42.288,58\"", "use a decimal point")]
    [InlineData("42288.58", "42288,58", "if a comma is the decimal separator")]
    [InlineData("42288.58", "", "open '' is not a number")]
    [InlineData("42180.77", "0", "a price is not greater than zero")]
    [InlineData("42180.77", "-1", "a price is not greater than zero")]
    [InlineData("44180", "45000", "high 44220.78 is below open 42288.58 or close 45000")]
    [InlineData("44180", "42000", "low 42180.77 is above open 42288.58 or close 42000")]
    [InlineData("44220.78", "144220780", "implausibly high")]
    [InlineData("8527.16", "-1", "volume -1 is less than zero")]
    [InlineData(",8527.16", "", "too few")]
    [InlineData("2024-01-01", "2024-01-01T01:00:00Z", "2024-01-01 01:00:00Z is not the start of a day, which starts at 00:00 UTC")]
    [InlineData("2024-01-01", "01/02/2024", "time '01/02/2024' is not a time")]
    [InlineData("2024-01-01", "2008-01-01", "is before Bitcoin's first block")]
    [InlineData("2024-01-01", "99999999999999999", "is not a time")]
    [InlineData("2024-01-01", "2024-01-02", "2024-01-02 00:00:00Z is duplicated", 3)]
    [InlineData("44180,", "44180,\"", "a quotation mark is opened and not closed")]
    public void A_wrong_row_is_named_with_its_line_and_reason(string right, string wrong, string reason, int line = 2) =>
        Refused($"{Header}\n{FirstDay.Replace(right, wrong, StringComparison.Ordinal)}\n{NextDay}\n", $"line {line}", reason);

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("\r\n\r\n", "the file is empty")]
    [InlineData("time,open,high,close\n", "line 1", "the column 'low' is missing; the header must name time,open,high,low,close")]
    [InlineData("day,open,high,low,close\n", "line 1", "the column 'time' is missing")]
    [InlineData(
        "time,open,high,low,close\n2024-01-01,1,1,1,1\n2024-01-03,1,1,1,1\n2024-01-02,1,1,1,1\n2024-01-04,1,1,1,1\n",
        "line 4",
        "2024-01-02 00:00:00Z is not after the row before it, 2024-01-03 00:00:00Z; sort the file oldest first"
    )]
    [InlineData("time,open,open,high,low,close\n", "line 1", "the column 'open' is duplicated")]
    [InlineData("slot,price\n", "line 1", "the column 'as_of' is missing")]
    [InlineData("slot,body\n", "line 1", "the column 'source' is missing")]
    [InlineData("{\"time\": 1704067200", "line 1", "the line is not JSON")]
    [InlineData("[{\"time\": 1704067200}]", "line 1", "write an object a line")]
    [InlineData("{\"time\":\"2024-01-01\",\"open\":1,\"high\":1,\"low\":1,\"close\":1}\n[]\n", "line 2", "the line is not a JSON object")]
    [InlineData("{\"time\":\"2024-01-01\",\"open\":[1]}\n", "line 1", "open is neither text nor a number")]
    [InlineData("time,open,high,low,close,volume,volume_unit\n2024-01-01,1,1,1,1,5,EUR\n", "line 2", "the volume's unit 'EUR' is unknown")]
    [InlineData("time,interval,open,high,low,close\n2024-01-01,4h,1,1,1,1\n", "line 2", "the interval '4h' is not stored")]
    [InlineData("time,interval,open,high,low,close\n2024-01-01,1h,1,1,1,1\n", "line 2", "the candle is of 1h, but 1d was requested")]
    [InlineData("time,open,high,low,close,rank\n2024-01-01,1,1,1,1,4\n", "line 2", "rank 4 is not valid")]
    [InlineData("slot,as_of,source,price\n2024-01-01T00:00:00.5Z,2024-01-01,coinbase,1\n", "line 2", "is not on a whole second")]
    [InlineData("slot,as_of,source,price\n2024-01-01,2024-01-01,coinbase,0\n", "line 2", "price is not greater than zero")]
    [InlineData("slot,as_of,source,price\n2024-01-01,2024-01-01,,1\n", "line 2", "source is empty")]
    [InlineData(
        "slot,as_of,source,price\n2024-01-01,1970-01-01,coinbase,1\n",
        "line 2",
        "as_of 1970-01-01T00:00:00Z is before Bitcoin's first block"
    )]
    public void A_wrong_file_is_refused_with_the_reason(string content, params string[] words) => Refused(content, words);

    [Fact]
    public void A_file_without_an_interval_says_how_to_give_it()
    {
        using var file = PriceFile.Open(Write($"{Header}\n{FirstDay}"));

        var message = Assert.Throws<FormatException>(() => file.ReadCandles(new CandleDefaults(null, "import:file")).Count()).Message;

        Assert.Contains("add --interval 5m, --interval 1h or --interval 1d", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_without_an_end_is_not_read_into_memory() =>
        Refused($"{Header}\n{new string('1', 2_000_000)}", "line 2", "longer than 1000000 characters");

    [Fact]
    public void A_missing_file_and_a_folder_have_different_errors()
    {
        Assert.Contains(
            "does not exist",
            Assert.Throws<FileNotFoundException>(() => PriceFile.Open(_folder.PathOf("none.csv"))).Message,
            StringComparison.Ordinal
        );
        Assert.Contains("is a folder", Assert.Throws<IOException>(() => PriceFile.Open(_folder.Path)).Message, StringComparison.Ordinal);
    }

    private List<Candle> Read(string content)
    {
        using var file = PriceFile.Open(Write(content));
        return [.. file.ReadCandles(new CandleDefaults(Interval.OneDay, "import:file"))];
    }

    private void Refused(string content, params string[] words)
    {
        var path = Write(content);

        var message = Assert.Throws<FormatException>(() => ReadAll(path)).Message;

        Assert.All([path, .. words], word => Assert.Contains(word, message, StringComparison.Ordinal));
    }

    private static int ReadAll(string path)
    {
        using var file = PriceFile.Open(path);
        return file.Kind switch
        {
            PriceFileKind.Quotes => file.ReadQuotes().Count(),
            PriceFileKind.RawReadings => file.ReadRawReadings().Count(),
            _ => file.ReadCandles(new CandleDefaults(Interval.OneDay, "import:file")).Count(),
        };
    }

    private string Write(string content)
    {
        var path = _folder.PathOf("prices.csv");
        File.WriteAllText(path, content);
        return path;
    }
}
