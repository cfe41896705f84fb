using System.Globalization;
using BtcTracker.Ingest.Storing;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Unit.Ingest;

/// <summary>When own candles are recomputed; that they are right is tested on a real store.</summary>
[Trait("Level", "Unit")]
public sealed class OwnCandlesTests
{
    private readonly RollUpRecorder _writer = new();
    private readonly ManualTimeProvider _clock = new(IngestParts.Noon);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_short_slots_coarse_candles_follow_once_a_minute_and_the_finest_at_each_slot()
    {
        var candles = Candles("10s");
        for (var slot = 0; slot < 12; slot++)
        {
            await StoreAsync(candles, IngestParts.Noon.AddSeconds(10 * slot));
        }

        Assert.Equal(
            (12, 2, 2),
            (_writer.CountOf(Interval.FiveMinutes), _writer.CountOf(Interval.OneHour), _writer.CountOf(Interval.OneDay))
        );
    }

    [Theory]
    [InlineData("1m")]
    [InlineData("5m")]
    [InlineData("6h")]
    public async Task With_slots_of_a_minute_or_more_every_candle_follows_at_each_slot(string interval)
    {
        var candles = Candles(interval);
        for (var slot = 0; slot < 4; slot++)
        {
            await StoreAsync(candles, IngestParts.Noon + (slot * SlotGrid.Parse(interval, MarketMode.Live).Interval));
        }

        Assert.All(Interval.Stored, stored => Assert.Equal(4, _writer.CountOf(stored)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_last_slot_closes_an_hour_with_a_quote_or_without(bool hasQuote)
    {
        var candles = Candles("10s");
        await StoreAsync(candles, At("12:59:30"));
        await StoreAsync(candles, At("12:59:40"));
        _writer.Clear();

        await StoreAsync(candles, At("12:59:50"), hasQuote);

        Assert.Contains((Interval.OneHour, At("12:00:00")), _writer.RollUps);
        Assert.Equal(0, _writer.CountOf(Interval.OneDay));
    }

    [Fact]
    public async Task A_late_quote_leads_to_its_own_closed_candles()
    {
        var candles = Candles("10s");
        await StoreAsync(candles, At("12:00:10"));
        _writer.Clear();

        candles.Changed(At("10:07:00"));
        await candles.RollUpDueAsync(At("12:00:20"), Token);

        Assert.Equal([(Interval.FiveMinutes, At("10:05:00")), (Interval.OneHour, At("10:00:00"))], _writer.RollUps);
    }

    [Fact]
    public async Task Closed_candles_are_done_before_a_later_quote_is_stored()
    {
        var candles = Candles("10s");
        candles.Changed(At("12:59:40"));

        await candles.RollUpClosedAsync(At("12:59:50"), Token);
        Assert.Empty(_writer.RollUps);

        await candles.RollUpClosedAsync(At("13:00:10"), Token);
        Assert.Equal([(Interval.FiveMinutes, At("12:55:00")), (Interval.OneHour, At("12:00:00"))], _writer.RollUps);
    }

    [Fact]
    public async Task The_end_leaves_nothing_undone_and_does_nothing_twice()
    {
        var candles = Candles("10s");
        await StoreAsync(candles, At("12:00:00"));
        await StoreAsync(candles, At("12:00:10"));
        _writer.Clear();

        await candles.RollUpAllAsync(Token);
        await candles.RollUpAllAsync(Token);

        Assert.Equal([(Interval.OneHour, At("12:00:00")), (Interval.OneDay, At("00:00:00"))], _writer.RollUps);
    }

    private static DateTimeOffset At(string time) =>
        new DateTimeOffset(IngestParts.Noon.Date, TimeSpan.Zero) + TimeSpan.Parse(time, CultureInfo.InvariantCulture);

    private static async Task StoreAsync(OwnCandles candles, DateTimeOffset slot, bool hasQuote = true)
    {
        if (hasQuote)
        {
            await candles.RollUpClosedAsync(slot, Token);
            candles.Changed(slot);
        }

        await candles.RollUpDueAsync(slot, Token);
    }

    private OwnCandles Candles(string interval) => new(_writer, IngestParts.StoreCalls(_clock), SlotGrid.Parse(interval, MarketMode.Demo));

    /// <summary>Keeps which candles were recomputed; nothing else may be asked of it.</summary>
    private sealed class RollUpRecorder : RefusingPriceWriter
    {
        private readonly List<(Interval Interval, DateTimeOffset OpenTime)> _rollUps = [];

        public IReadOnlyList<(Interval Interval, DateTimeOffset OpenTime)> RollUps => _rollUps;

        public void Clear() => _rollUps.Clear();

        public int CountOf(Interval interval) => _rollUps.Count(rollUp => rollUp.Interval == interval);

        public override Task<bool> RollUpQuotesAsync(
            Symbol symbol,
            Interval interval,
            DateTimeOffset slot,
            CancellationToken cancellationToken
        )
        {
            _rollUps.Add((interval, slot));
            return Task.FromResult(true);
        }
    }
}
