using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Tests.Unit.Ingest;

[Trait("Level", "Unit")]
public sealed class MarketReaderTests
{
    private readonly ManualTimeProvider _clock = new(IngestParts.Noon);
    private readonly LogKeeper<MarketReader> _log = new();

    [Fact]
    public async Task The_first_source_that_answers_is_used_and_the_others_are_not_called()
    {
        var (first, second) = (StubSource.Priced("one", _clock, 60_000m), StubSource.Priced("two", _clock, 60_001m));

        Assert.Equal("one", (await ReadAsync(Reader(first, second)))!.Source);
        Assert.Empty(second.AskedFor);
    }

    [Fact]
    public async Task A_leap_that_is_confirmed_keeps_the_body_of_its_own_source()
    {
        var (leap, witness) = (StubSource.Priced("one", _clock, 600_000m), StubSource.Priced("two", _clock, 601_000m));

        var latest = IngestParts.Quote(60_000m, IngestParts.Noon.AddMinutes(-5));
        var (reading, _) = await Reader(leap, witness)
            .ReadAsync(
                IngestParts.Noon,
                Measure.Of(latest, IngestParts.Noon),
                TimeSpan.FromSeconds(8),
                TestContext.Current.CancellationToken
            );

        Assert.Equal(("one", leap.Body), (reading!.Quote.Source, reading.Body));
    }

    [Theory]
    [InlineData(SourceFailure.Unreachable)]
    [InlineData(SourceFailure.InvalidBody)]
    [InlineData(SourceFailure.MonthCredits)]
    [InlineData(SourceFailure.KeyRefused)]
    public async Task The_next_source_replaces_one_that_fails(SourceFailure failure)
    {
        var reader = Reader(StubSource.Failing("one", failure), StubSource.Priced("two", _clock, 60_000m));

        Assert.Equal("two", (await ReadAsync(reader))!.Source);
    }

    [Fact]
    public async Task The_next_source_replaces_one_whose_answer_breaks_its_reader()
    {
        var broken = new StubSource("one", (_, _) => throw new InvalidOperationException("Half a character."));

        Assert.Equal("two", (await ReadAsync(Reader(broken, StubSource.Priced("two", _clock, 60_000m))))!.Source);
        Assert.Contains("Half a character.", Assert.Single(_log.Lines).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_key_is_said_once_with_what_to_do_and_its_source_is_not_asked_again()
    {
        var refused = StubSource.Failing("one", SourceFailure.KeyRefused);
        var reader = Reader(refused, StubSource.Priced("two", _clock, 60_000m));
        for (var slot = 0; slot < 10; slot++)
        {
            await ReadAsync(reader);
            _clock.Advance(TimeSpan.FromDays(40));
        }

        Assert.Single(refused.AskedFor);
        var (level, message) = Assert.Single(_log.Lines);
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains("dotnet user-secrets set Parameters:coinmarketcap-api-key", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_hangs_is_cut_off_in_time_for_the_others()
    {
        var hanging = new StubSource(
            "one",
            async (_, token) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, _clock, token);
                throw new InvalidOperationException("It never gets here.");
            }
        );
        var reading = ReadAsync(Reader(hanging, StubSource.Priced("two", _clock, 60_000m)));
        Assert.True(_clock.WaitingTimers > 0);

        _clock.Advance(TimeSpan.FromSeconds(4)); // Half of eight seconds.

        Assert.Equal("two", (await reading)!.Source);
    }

    [Fact]
    public async Task Nobody_is_asked_once_the_deadline_has_passed()
    {
        var slow = new StubSource(
            "one",
            (_, _) =>
            {
                _clock.Advance(TimeSpan.FromSeconds(9)); // Past the slot's eight seconds, without minding its share.
                throw new SourceException(SourceFailure.Server, "Too late.");
            }
        );
        var next = StubSource.Priced("two", _clock, 60_000m);

        Assert.Null(await ReadAsync(Reader(slow, next)));
        Assert.Empty(next.AskedFor);
        Assert.Single(_log.Lines);
    }

    [Fact]
    public async Task Nothing_is_read_where_every_source_fails()
    {
        Assert.Null(
            await ReadAsync(Reader(StubSource.Failing("one", SourceFailure.Server), StubSource.Failing("two", SourceFailure.InvalidBody)))
        );
        Assert.Equal(2, _log.Lines.Count);
    }

    [Fact]
    public async Task The_end_of_the_process_is_no_failure_of_a_source()
    {
        using var ending = new CancellationTokenSource();
        await ending.CancelAsync();
        var source = new StubSource("one", (_, token) => Task.FromCanceled<Quote>(token));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Reader(source).ReadAsync(IngestParts.Noon, Measure.None, TimeSpan.FromSeconds(8), ending.Token)
        );
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task A_jump_is_accepted_if_a_second_source_confirms_it()
    {
        var quote = await ReadAsync(Reader(StubSource.Priced("one", _clock, 600_000m), StubSource.Priced("two", _clock, 601_000m)));

        Assert.Equal(("one", 600_000m), (quote!.Source, quote.Price));
    }

    [Fact]
    public async Task A_leap_of_only_one_source_is_dropped_for_the_others_price()
    {
        var quote = await ReadAsync(Reader(StubSource.Priced("one", _clock, 600_000m), StubSource.Priced("two", _clock, 60_100m)));

        Assert.Equal(60_100m, quote!.Price);
        Assert.Contains(_log.Lines, line => line.Message.Contains("rejected (Jump): price 600000", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Leaps_that_contradict_each_other_are_both_dropped() =>
        Assert.Null(await ReadAsync(Reader(StubSource.Priced("one", _clock, 600_000m), StubSource.Priced("two", _clock, 6_000m))));

    [Fact]
    public async Task A_breaker_that_a_wrong_clock_left_open_for_years_is_closed_and_shown_so()
    {
        var reader = IngestParts.Reader(_clock, _log, StubSource.Priced("one", _clock, 60_000m));
        var years = _clock.GetUtcNow().AddYears(4);
        reader.Restore(
            new IngestStatus(
                years,
                null,
                0,
                0,
                [new SourceStatus("one", "Server", years, "No.", BreakerState.Open, years.AddMinutes(1))],
                null
            )
        );

        Assert.Equal((BreakerState.Closed, null), (reader.Sources[0].Breaker, reader.Sources[0].NextCall));
        Assert.Equal("one", (await ReadAsync(reader))!.Source);
    }

    /// <summary>The vendors were compared a moment ago, so they are asked in turn.</summary>
    private MarketReader Reader(params IQuoteSource[] sources)
    {
        var reader = IngestParts.Reader(_clock, _log, sources);
        reader.Restore(new IngestStatus(_clock.GetUtcNow(), null, 0, 0, [], null) { ComparedAt = _clock.GetUtcNow() });
        return reader;
    }

    private async Task<Quote?> ReadAsync(MarketReader reader)
    {
        var measure = Measure.Of(IngestParts.Quote(60_000m, _clock.GetUtcNow().AddMinutes(-5), "before"), _clock.GetUtcNow());
        var (reading, _) = await reader.ReadAsync(
            _clock.GetUtcNow(),
            measure,
            TimeSpan.FromSeconds(8),
            TestContext.Current.CancellationToken
        );
        return reading?.Quote;
    }
}
