using BtcTracker.Market;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>What a whole file is like, read once before its first row is stored.</summary>
internal sealed class FileSurvey
{
    private const int MostSamples = 1_024;
    private const int InARow = 32;

    private readonly List<Candle> _samples = [];
    private readonly Dictionary<Interval, (DateTimeOffset Day, decimal Volume)> _days = [];
    private readonly TimeSpan _day = TimeSpan.FromDays(1);
    private long _keepEvery = 1;
    private TimeSpan _span;

    /// <summary>How many candles there are.</summary>
    public long Count { get; private set; }

    /// <summary>The first open time.</summary>
    public DateTimeOffset First { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>The last open time.</summary>
    public DateTimeOffset Last { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>How many candles are missing between the first and the last.</summary>
    public long Missing => _span == TimeSpan.Zero || Count == 0 ? 0 : Math.Max(0, ((Last - First).Ticks / _span.Ticks) + 1 - Count);

    /// <summary>The most bitcoins that the candles of a day have together.</summary>
    public decimal LargestDay { get; private set; }

    /// <summary>The most bitcoins that a day would have at the rate of one candle.</summary>
    public decimal LargestDailyVolume { get; private set; }

    /// <summary>Candles from all over the file, some in a row each time.</summary>
    public IReadOnlyList<Candle> Samples => _samples;

    /// <summary>The samples, in as many groups as there are places in the file; each spans no more than a few candles.</summary>
    public IEnumerable<IReadOnlyList<Candle>> Places => _samples.Chunk(InARow);

    /// <summary>What a day would have of a candle's volume.</summary>
    public static decimal DailyVolume(Candle candle) => (candle.Volume ?? 0) * TimeSpan.TicksPerDay / candle.Interval.Length.Ticks;

    /// <summary>Takes a candle.</summary>
    public void Add(Candle candle)
    {
        if (Count / InARow % _keepEvery == 0)
        {
            Keep(candle);
        }

        Count++;
        _span = candle.Interval.Length < _day ? candle.Interval.Length : _day;
        (First, Last) = (candle.OpenTime < First ? candle.OpenTime : First, candle.OpenTime > Last ? candle.OpenTime : Last);
        if (candle is { VolumeUnit: "BTC", Volume: { } volume })
        {
            AddToDay(candle, volume);
            LargestDailyVolume = Math.Max(LargestDailyVolume, DailyVolume(candle));
        }
    }

    // Rows stand in one order, so a day's are together.
    private void AddToDay(Candle candle, decimal volume)
    {
        var day = Interval.OneDay.OpenTimeOf(candle.OpenTime);
        var before = _days.GetValueOrDefault(candle.Interval);
        var sum = before.Day == day ? before.Volume + volume : volume;
        _days[candle.Interval] = (day, sum);
        LargestDay = Math.Max(LargestDay, sum);
    }

    // Every other place goes when there are too many, so that those that stay are spread evenly.
    private void Keep(Candle candle)
    {
        _samples.Add(candle);
        if (_samples.Count == MostSamples)
        {
            var kept = Places.Where((_, place) => place % 2 == 0).SelectMany(place => place).ToList();
            _samples.Clear();
            _samples.AddRange(kept);
            _keepEvery *= 2;
        }
    }
}
