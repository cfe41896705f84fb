using BtcTracker.Market;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>Statistics of a whole file, collected before its first row is stored.</summary>
internal sealed class FileSurvey
{
    private const int MostSamples = 1_024;
    private const int InARow = 32;

    private readonly List<Candle> _samples = [];
    private readonly Dictionary<Interval, (DateTimeOffset Day, decimal Volume)> _days = [];
    private readonly TimeSpan _day = TimeSpan.FromDays(1);
    private long _keepEvery = 1;
    private TimeSpan _span;

    /// <summary>The number of candles.</summary>
    public long Count { get; private set; }

    /// <summary>The first open time.</summary>
    public DateTimeOffset First { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>The last open time.</summary>
    public DateTimeOffset Last { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>How many candles are missing between the first and the last.</summary>
    public long Missing => _span == TimeSpan.Zero || Count == 0 ? 0 : Math.Max(0, ((Last - First).Ticks / _span.Ticks) + 1 - Count);

    /// <summary>The largest daily volume in BTC.</summary>
    public decimal LargestDay { get; private set; }

    /// <summary>The largest volume of a candle, scaled to a day, in BTC.</summary>
    public decimal LargestDailyVolume { get; private set; }

    /// <summary>Samples of consecutive candles from all parts of the file.</summary>
    public IReadOnlyList<Candle> Samples => _samples;

    /// <summary>The samples in groups of consecutive candles.</summary>
    public IEnumerable<IReadOnlyList<Candle>> Places => _samples.Chunk(InARow);

    /// <summary>A candle's volume, scaled to a day.</summary>
    public static decimal DailyVolume(Candle candle) => (candle.Volume ?? 0) * TimeSpan.TicksPerDay / candle.Interval.Length.Ticks;

    /// <summary>Adds a candle.</summary>
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

    // Rows are sorted, so those of a day are consecutive.
    private void AddToDay(Candle candle, decimal volume)
    {
        var day = Interval.OneDay.OpenTimeOf(candle.OpenTime);
        var before = _days.GetValueOrDefault(candle.Interval);
        var sum = before.Day == day ? before.Volume + volume : volume;
        _days[candle.Interval] = (day, sum);
        LargestDay = Math.Max(LargestDay, sum);
    }

    // When there are too many samples every other one is dropped, so that the rest stay evenly spread.
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
