using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace BtcTracker.Tests.Unit.Ingest;

[Trait("Level", "Unit")]
public sealed class MarketReaderTests
{
    private readonly ManualTimeProvider _clock = new(Readings.Now);

    [Fact]
    public async Task The_first_source_in_order_is_taken_and_the_next_not_asked()
    {
        var (first, second) = (new Readings.Source("first", 64_000m), new Readings.Source("second", 64_001m));

        var quote = await ReadAsync(null, first, second);

        Assert.Equal(("first", 64_000m), (quote?.Source, quote?.Price));
        Assert.Equal(0, second.Calls);
    }

    [Fact]
    public async Task A_source_that_fails_is_followed_by_the_next_and_left_alone_for_its_time()
    {
        var failing = new Readings.Source("failing", (_, _) => throw new SourceException(SourceFailure.MinuteLimit, "Too many."));
        var reader = Reader(failing, new Readings.Source("second", 64_000m));

        Assert.Equal("second", (await ReadAsync(reader, null))?.Source);
        _clock.Advance(TimeSpan.FromSeconds(59));
        await ReadAsync(reader, null);
        Assert.Equal(1, failing.Calls);

        _clock.Advance(TimeSpan.FromSeconds(1));
        await ReadAsync(reader, null);
        Assert.Equal(2, failing.Calls);
    }

    [Fact]
    public async Task A_refused_key_is_never_tried_again()
    {
        var refusing = new Readings.Source("refusing", (_, _) => throw new SourceException(SourceFailure.KeyRefused, "Wrong."));
        var reader = Reader(refusing, new Readings.Source("second", 64_000m));

        await ReadAsync(reader, null);
        _clock.Advance(TimeSpan.FromDays(400));

        Assert.Equal("second", (await ReadAsync(reader, null))?.Source);
        Assert.Equal(1, refusing.Calls);
    }

    [Fact]
    public async Task A_source_that_hangs_gets_its_share_and_the_next_one_the_rest()
    {
        var hanging = new Readings.Source("hanging", async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _clock, token);
            throw new InvalidOperationException("It should have been ended.");
        });

        var reading = Reader(hanging, new Readings.Source("second", 64_000m)).ReadAsync(Readings.Now, null, TimeSpan.FromSeconds(8), TestContext.Current.CancellationToken);
        Assert.False(reading.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal("second", (await reading)?.Source);
    }

    [Fact]
    public async Task A_jump_waits_until_a_second_source_agrees()
    {
        var newest = Readings.Of(64_000m, "first", Readings.Now.AddMinutes(-5));

        Assert.Null(await ReadAsync(newest, new Readings.Source("first", 640_000m)));
        Assert.Equal(64_100m, (await ReadAsync(newest, new Readings.Source("first", 640_000m), new Readings.Source("second", 64_100m)))?.Price);
        Assert.Null(await ReadAsync(newest, new Readings.Source("first", 640_000m), new Readings.Source("second", 6_400m)));
        Assert.Equal("first", (await ReadAsync(newest, new Readings.Source("first", 640_000m), new Readings.Source("second", 641_000m)))?.Source);
    }

    [Fact]
    public async Task Where_every_source_fails_there_is_no_quote() =>
        Assert.Null(await ReadAsync(null, new Readings.Source("first", 0m), new Readings.Source("second", -1m)));

    private MarketReader Reader(params IReadOnlyList<IQuoteSource> sources) =>
        new(sources, Readings.Metrics(), _clock, NullLogger<MarketReader>.Instance);

    private Task<Quote?> ReadAsync(Quote? newest, params IReadOnlyList<IQuoteSource> sources) => ReadAsync(Reader(sources), newest);

    private static Task<Quote?> ReadAsync(MarketReader reader, Quote? newest) =>
        reader.ReadAsync(Readings.Now, newest, TimeSpan.FromSeconds(8), TestContext.Current.CancellationToken);
}
