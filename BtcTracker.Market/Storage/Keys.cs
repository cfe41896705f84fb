using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BtcTracker.Market.Storage.Imported;

namespace BtcTracker.Market.Storage;

/// <summary>
/// The only place that knows the table's keys. A partition holds a month of quotes or 5-minute candles, a year of hours
/// or a decade of days, so that a read costs what it shows and not what the table has grown to.
/// </summary>
internal static class Keys
{
    public const string Partition = "pk";
    public const string Sort = "sk";
    public const string Schedule = "M#schedule";
    public const string LastImport = "M#import";
    public const string Status = "M#status";
    public const string Tick = "M#tick";
    public const string Alerts = "M#alerts";

    /// <summary>The partition of the last slot that holders' alerts were evaluated at.</summary>
    public const string AlertsEvaluated = "M#push";

    /// <summary>The partition of the currency rates, sorted by day.</summary>
    public const string Rates = "X#USD";

    /// <summary>The partition of the data-protection keys. The web's role names it.</summary>
    public const string ProtectionKeys = "DPKEY";

    /// <summary>The partition of the list of imports, sorted by the number of their ids.</summary>
    public const string Imports = "I#imports";

    /// <summary>The sort key of a holder's record; their purchases follow it in its partition.</summary>
    public const int HolderRecord = 0;

    /// <summary>How many partitions the alerts of holders are spread over.</summary>
    public const int AlertShards = 8;

    /// <summary>The sort key of a shard's version; its alerts follow it.</summary>
    public const int AlertVersion = 0;

    private const string UnderPrefix = "I#under#";

    // A number from 1 to 20 takes five bits.
    private const int NumberBits = 5;
    private const long Numbers = 1 << NumberBits;

    // Together no more than 53 bits, which every engine keeps exactly.
    private const long HashBits = (1L << 48) - 1;

    private const int MonthsInYear = 12;
    private const int MonthsInDecade = 120;

    /// <summary>The partition of a quote's slot, such as <c>Q#BTC-USD#2026-11</c>.</summary>
    public static string Quote(Symbol symbol, DateTimeOffset slot) => QuotePartition(symbol, StartOf(slot, months: 1));

    /// <summary>The partition of a raw reading, such as <c>R#BTC-USD#2026-11</c>.</summary>
    public static string RawReading(Symbol symbol, DateTimeOffset slot) => RawReadingPartition(symbol, StartOf(slot, months: 1));

    /// <summary>The partition of a candle, such as <c>C#BTC-USD#1d#2020s</c>.</summary>
    public static string Candle(Symbol symbol, Interval interval, DateTimeOffset openTime) =>
        CandlePartition(symbol, interval, StartOf(openTime, MonthsPerPartition(interval)));

    /// <summary>The partition of a gap's first slot, such as <c>G#BTC-USD#2026-11</c>.</summary>
    public static string Gap(Symbol symbol, DateTimeOffset firstSlot) => GapPartition(symbol, StartOf(firstSlot, months: 1));

    /// <summary>The partition of a watermark, such as <c>M#watermark#BTC-USD#1h</c>, or <c>M#watermark#BTC-USD#1d#before</c>.</summary>
    public static string Watermark(Symbol symbol, Interval interval, WatermarkEra era)
    {
        MonthsPerPartition(interval);
        return $"M#watermark#{symbol}#{interval}{(era == WatermarkEra.BeforeListing ? "#before" : "")}";
    }

    /// <summary>The partition of an import's rows, such as <c>I#20261128-141503-k3f</c>.</summary>
    public static string ImportRows(ImportId import) => $"I#{import}";

    /// <summary>The sort key of a batch's rows of one interval.</summary>
    public static long SortOfRows(int batch, Interval interval) =>
        ((long)batch * Interval.Stored.Count) + Interval.Stored.TakeWhile(stored => stored != interval).Count();

    /// <summary>
    /// The partition of a candle underneath an import's, such as <c>I#under#C#BTC-USD#1d#2020s</c>, sorted like candles.
    /// </summary>
    public static string Covered(Candle candle) => UnderPrefix + Candle(candle.Symbol, candle.Interval, candle.OpenTime);

    /// <summary>The partition of a holder, such as <c>H#ANA</c>. Only the web's role may read and write it.</summary>
    public static string Holder(HolderName name) => $"H#{name.Key}";

    /// <summary>The key range of a holder's record and purchases.</summary>
    public static KeyRange AllOfHolder(HolderName name) => new(Holder(name), HolderRecord, long.MaxValue);

    /// <summary>The shard of a holder's alerts, by their name's key.</summary>
    public static int ShardOf(string holder) => HashOf(holder)[0] % AlertShards;

    /// <summary>The partition of a shard, such as <c>A#3</c>.</summary>
    public static string AlertShard(int shard) => string.Create(CultureInfo.InvariantCulture, $"A#{shard}");

    /// <summary>
    /// The sort key of an alert: 48 bits of the name's hash, then its number. Two names that share the bits share the numbers.
    /// </summary>
    public static long Alert(string holder, int number) =>
        (BinaryPrimitives.ReadInt64BigEndian(HashOf(holder)) & HashBits) << NumberBits | (uint)number;

    /// <summary>The number that an alert's sort key ends with.</summary>
    public static int NumberOfAlert(long sort) => (int)(sort % Numbers);

    /// <summary>The span of a holder's alerts.</summary>
    public static KeyRange AlertsOf(HolderName name) =>
        new(AlertShard(ShardOf(name.Key)), Alert(name.Key, number: 1), Alert(name.Key, (int)Numbers - 1));

    /// <summary>The span of all alerts of a shard.</summary>
    public static KeyRange AllAlerts(int shard) => new(AlertShard(shard), AlertVersion + 1, long.MaxValue);

    /// <summary>The sort key of an instant: seconds since the epoch.</summary>
    /// <exception cref="ArgumentException">The instant is not on a whole second.</exception>
    public static long SortOf(DateTimeOffset instant) =>
        instant.Ticks % TimeSpan.TicksPerSecond == 0
            ? instant.ToUnixTimeSeconds()
            : throw new ArgumentException($"{instant:O} is not on a whole second, so it is no slot.", nameof(instant));

    /// <summary>The key range of the rates up to an instant.</summary>
    public static KeyRange RatesUntil(DateTimeOffset instant) => new(Rates, 0, instant.ToUnixTimeSeconds());

    /// <summary>The key range of all data-protection keys, sorted by the millisecond they were added.</summary>
    public static KeyRange AllProtectionKeys { get; } = new(ProtectionKeys, 0, long.MaxValue);

    /// <summary>The key ranges to read, in order, for the quotes in a range.</summary>
    public static IEnumerable<KeyRange> Quotes(Symbol symbol, TimeRange range) =>
        Spans(range, months: 1, start => QuotePartition(symbol, start));

    /// <summary>The key ranges to read, in order, for the raw readings in a range.</summary>
    public static IEnumerable<KeyRange> RawReadings(Symbol symbol, TimeRange range) =>
        Spans(range, months: 1, start => RawReadingPartition(symbol, start));

    /// <summary>The key ranges to read, in order, for the gaps that begin in a range.</summary>
    public static IEnumerable<KeyRange> Gaps(Symbol symbol, TimeRange range) =>
        Spans(range, months: 1, start => GapPartition(symbol, start));

    /// <summary>The key range of the gaps that begin before an instant, in its month; a gap ends with its month at the latest.</summary>
    public static KeyRange GapsBefore(Symbol symbol, DateTimeOffset instant)
    {
        var last = DateTimeOffset.FromUnixTimeSeconds(FirstSecondFrom(instant) - 1);
        return new KeyRange(Gap(symbol, last), SortOf(StartOf(last, months: 1)), SortOf(last));
    }

    /// <summary>The key ranges to read, in order, for the candles in a range.</summary>
    /// <exception cref="ArgumentException">The interval is not stored.</exception>
    public static IEnumerable<KeyRange> Candles(Symbol symbol, Interval interval, TimeRange range) =>
        Spans(range, MonthsPerPartition(interval), start => CandlePartition(symbol, interval, start));

    /// <summary>The key ranges to read, in order, for the candles in a range that are kept underneath imports.</summary>
    public static IEnumerable<KeyRange> Covered(Symbol symbol, Interval interval, TimeRange range) =>
        Candles(symbol, interval, range).Select(span => span with { Partition = UnderPrefix + span.Partition });

    /// <summary>The key range of all imports.</summary>
    public static KeyRange AllImports { get; } = new(Imports, 0, long.MaxValue);

    /// <summary>The key range of all rows of an import.</summary>
    public static KeyRange AllRows(ImportId import) => new(ImportRows(import), 0, long.MaxValue);

    private static IEnumerable<KeyRange> Spans(TimeRange range, int months, Func<DateTimeOffset, string> partitionAt)
    {
        var (first, last) = (FirstSecondFrom(range.From), FirstSecondFrom(range.To) - 1);
        for (var start = StartOf(range.From, months); start < range.To; start = start.AddMonths(months))
        {
            var (from, to) = (Math.Max(first, SortOf(start)), Math.Min(last, SortOf(start.AddMonths(months)) - 1));
            if (from <= to)
            {
                yield return new KeyRange(partitionAt(start), from, to);
            }
        }
    }

    private static long FirstSecondFrom(DateTimeOffset instant) => instant.AddTicks(TimeSpan.TicksPerSecond - 1).ToUnixTimeSeconds();

    private static DateTimeOffset StartOf(DateTimeOffset instant, int months)
    {
        var utc = instant.UtcDateTime;
        var month = (utc.Year * MonthsInYear) + utc.Month - 1;
        month -= month % months;
        return new DateTimeOffset(month / MonthsInYear, (month % MonthsInYear) + 1, 1, 0, 0, 0, TimeSpan.Zero);
    }

    private static int MonthsPerPartition(Interval interval) =>
        interval.Code switch
        {
            "5m" => 1,
            "1h" => MonthsInYear,
            "1d" => MonthsInDecade,
            _ => throw new ArgumentException(
                $"Candles of {interval} are not stored: they are rolled up from {interval.StoredAs} when read.",
                nameof(interval)
            ),
        };

    private static string QuotePartition(Symbol symbol, DateTimeOffset start) => $"Q#{symbol}#{Month(start)}";

    private static string RawReadingPartition(Symbol symbol, DateTimeOffset start) => $"R#{symbol}#{Month(start)}";

    private static string GapPartition(Symbol symbol, DateTimeOffset start) => $"G#{symbol}#{Month(start)}";

    private static string CandlePartition(Symbol symbol, Interval interval, DateTimeOffset start) =>
        interval.Code switch
        {
            "5m" => $"C#{symbol}#{interval}#{Month(start)}",
            "1h" => $"C#{symbol}#{interval}#{Year(start)}",
            _ => $"C#{symbol}#{interval}#{Year(start)}s",
        };

    private static byte[] HashOf(string holder) => SHA256.HashData(Encoding.UTF8.GetBytes(holder));

    private static string Month(DateTimeOffset start) => start.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static string Year(DateTimeOffset start) => start.ToString("yyyy", CultureInfo.InvariantCulture);
}

/// <summary>A range of sort keys in one partition.</summary>
/// <param name="Partition">Its partition key.</param>
/// <param name="First">The first sort key inside.</param>
/// <param name="Last">The last sort key inside.</param>
internal readonly record struct KeyRange(string Partition, long First, long Last);
