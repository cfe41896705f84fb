using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Unit.Ingest;

/// <summary>What a new process keeps of an earlier one's sources, and how sources in a back-off take part in comparisons.</summary>
[Trait("Level", "Unit")]
public sealed class RestoredSourceTests
{
    private readonly ManualTimeProvider _clock = new(IngestParts.Noon);
    private readonly LogKeeper<MarketReader> _log = new();

    private DateTimeOffset Now => _clock.GetUtcNow();

    [Fact]
    public async Task A_back_off_of_an_earlier_process_goes_on_for_its_source_only()
    {
        var (failed, other) = (StubSource.Priced("coinmarketcap", _clock, 90_000m), StubSource.Priced("coinbase", _clock, 90_100m));
        var reader = IngestParts.Reader(_clock, _log, failed, other);

        reader.Restore(StatusOf(Now, BackingOff("coinmarketcap", nameof(SourceFailure.Server), minutes: 10)));

        Assert.Equal((BreakerState.Open, Now.AddMinutes(10), 3), StateOf(reader.Sources[0]));
        Assert.Equal((BreakerState.Closed, null, 0), StateOf(reader.Sources[1]));
        Assert.Equal((nameof(SourceFailure.Server), "No."), (reader.Sources[0].Outcome, reader.Sources[0].Reason));
        Assert.Equal("coinbase", (await ReadAsync(reader))!.Source);
        Assert.Empty(failed.AskedFor);

        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("coinmarketcap", (await ReadAsync(reader))!.Source);
    }

    [Theory]
    [InlineData(nameof(SourceFailure.DayCredits))]
    [InlineData(nameof(SourceFailure.MonthCredits))]
    public async Task A_source_without_credits_is_called_by_a_new_process_whose_key_may_be_another(string outcome)
    {
        var reader = IngestParts.Reader(_clock, _log, StubSource.Priced("coinmarketcap", _clock, 90_000m));

        reader.Restore(StatusOf(Now, BackingOff("coinmarketcap", outcome, minutes: 10)));

        Assert.Equal((BreakerState.Closed, null, 0), StateOf(reader.Sources[0]));
        Assert.Equal("coinmarketcap", (await ReadAsync(reader))!.Source);
    }

    [Fact]
    public void Each_source_gets_the_earlier_status()
    {
        var source = new RestoredSource();
        var status = StatusOf(Now);

        IngestParts.Reader(_clock, _log, source).Restore(status);

        Assert.Same(status, source.Restored);
    }

    [Fact]
    public void An_excluded_vendor_and_the_time_of_the_comparison_are_shown_at_once()
    {
        var reader = IngestParts.Reader(_clock, _log, StubSource.Priced("coinmarketcap", _clock, 90_000m));
        var known = new SourceStatus("coinmarketcap-keyless", null, null, null, BreakerState.Closed, null) { LeftOut = true };

        reader.Restore(StatusOf(Now, known));

        Assert.Equal(Now, reader.ComparedAt);
        Assert.Equal((true, Now), (reader.Sources[0].LeftOut, reader.Sources[0].ComparedAt));
    }

    [Fact]
    public async Task A_source_in_a_back_off_has_had_its_turn_in_a_comparison()
    {
        var reader = IngestParts.Reader(
            _clock,
            _log,
            StubSource.Priced("coinmarketcap", _clock, 90_000m),
            StubSource.Priced("coinbase", _clock, 90_090m),
            StubSource.Priced("kraken", _clock, 90_045m)
        );
        reader.Restore(StatusOf(comparedAt: null, BackingOff("kraken", nameof(SourceFailure.Server), minutes: 1)));

        Assert.NotNull((await ReadAsync(reader))!.Spread);
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Null((await ReadAsync(reader))!.Spread);
        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.NotNull((await ReadAsync(reader))!.Spread);
    }

    [Fact]
    public async Task A_comparison_in_which_all_hang_leaves_the_remaining_sources_their_share_of_the_time()
    {
        var hanging = new StubSource(
            "coinmarketcap",
            async (_, token) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, _clock, token);
                throw new InvalidOperationException("It never gets here.");
            }
        );
        var reading = ReadAsync(IngestParts.Reader(_clock, _log, hanging, StubSource.Priced("coinmarketcap-keyless", _clock, 90_000m)));
        Assert.False(reading.IsCompleted);

        _clock.Advance(TimeSpan.FromSeconds(4));

        // In real time, so that a wrong share fails instead of hanging.
        var quote = await reading.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal("coinmarketcap-keyless", quote!.Source);
        Assert.Contains(_log.Lines, line => line.Message.Contains("within 4.0 s, its share", StringComparison.Ordinal));
    }

    private SourceStatus BackingOff(string source, string outcome, int minutes) =>
        new(source, outcome, Now, "No.", BreakerState.Open, Now.AddMinutes(minutes)) { FailuresInARow = 3 };

    private static IngestStatus StatusOf(DateTimeOffset? comparedAt, params SourceStatus[] sources) =>
        new(IngestParts.Noon, null, 0, 0, sources, null) { ComparedAt = comparedAt };

    private static (BreakerState Breaker, DateTimeOffset? NextCall, int Failures) StateOf(SourceStatus source) =>
        (source.Breaker, source.NextCall, source.FailuresInARow);

    private async Task<Quote?> ReadAsync(MarketReader reader)
    {
        var latest = IngestParts.Quote(90_000m, Now.AddMinutes(-5), "before");
        var (reading, _) = await reader.ReadAsync(
            Now,
            Measure.Of(latest, Now),
            TimeSpan.FromSeconds(8),
            TestContext.Current.CancellationToken
        );
        return reading?.Quote;
    }

    private sealed class RestoredSource : IQuoteSource
    {
        public string Name => "coinmarketcap";

        public IngestStatus? Restored { get; private set; }

        public void Restore(IngestStatus status) => Restored = status;

        public Task<Reading> ReadQuoteAsync(Symbol symbol, DateTimeOffset slot, CancellationToken cancellationToken) =>
            throw new SourceException(SourceFailure.Server, "It is not asked.");
    }
}
