using System.Diagnostics.Metrics;
using BtcTracker.Ingest;
using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BtcTracker.Tests.Unit.Ingest;

/// <summary>What is recorded of each call of a source: its status, its metrics, and whether it counts as a failure.</summary>
[Trait("Level", "Unit")]
public sealed class SourceOutcomeTests : IDisposable
{
    private static readonly Quote Latest = IngestParts.Quote(90_000m, IngestParts.Noon.AddMinutes(-5), "kraken");

    private readonly ManualTimeProvider _clock = new(IngestParts.Noon);
    private readonly LogKeeper<MarketReader> _log = new();
    private readonly MeterListener _listener = new();
    private readonly List<string> _counted = [];
    private readonly IngestMetrics _metrics;

    public SourceOutcomeTests()
    {
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>(
            (instrument, _, tags, _) =>
                _counted.Add(
                    $"{instrument.Name["btctracker.ingest.".Length..]} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}"
                )
        );
        _listener.Start();
        _metrics = new IngestMetrics(meters);
    }

    private DateTimeOffset Now => _clock.GetUtcNow();

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task A_call_that_returned_a_quote_is_recorded_with_its_time()
    {
        var reader = Reader(StubSource.Priced("coinbase", _clock, 90_000m));

        await ReadAsync(reader);

        Assert.Equal(("Answered", Now, null, BreakerState.Closed), StatusOf(reader));
        Assert.Equal(["source.calls coinbase Answered"], _counted);
    }

    [Fact]
    public async Task A_failure_is_recorded_with_its_reason_and_its_back_off()
    {
        var reader = Reader(StubSource.Failing("coinbase", SourceFailure.Server));

        await ReadAsync(reader);

        Assert.Equal(("Server", Now, "It says no.", BreakerState.Open), StatusOf(reader));
        Assert.Equal((1, Now.AddSeconds(2)), (reader.Sources[0].FailuresInARow, reader.Sources[0].NextCall));
        Assert.Equal(["source.calls coinbase Server"], _counted);
    }

    [Fact]
    public async Task A_body_that_cannot_be_read_counts_as_a_rejected_reading_too()
    {
        await ReadAsync(Reader(StubSource.Failing("coinbase", SourceFailure.InvalidBody)));

        Assert.Equal(["source.calls coinbase InvalidBody", "readings.rejected coinbase Unreadable"], _counted);
    }

    [Fact]
    public async Task A_rejected_reading_is_recorded_with_the_reason()
    {
        var reader = Reader(StubSource.Priced("coinbase", _clock, -1m));

        await ReadAsync(reader);

        Assert.Equal(("Rejected", Now, "NotPositive", BreakerState.Closed), StatusOf(reader));
        Assert.Equal(["source.calls coinbase Answered", "readings.rejected coinbase NotPositive"], _counted);
    }

    [Fact]
    public async Task A_response_ends_the_count_of_failures()
    {
        var calls = 0;
        var reader = Reader(
            new StubSource(
                "coinbase",
                (slot, _) =>
                    ++calls == 3
                        ? Task.FromResult(IngestParts.Quote(90_000m, slot, "coinbase"))
                        : throw new SourceException(SourceFailure.Server, "It is down.")
            )
        );
        int[] failures =
        [
            await FailuresAfterReadingAsync(reader),
            await FailuresAfterReadingAsync(reader),
            await FailuresAfterReadingAsync(reader),
            await FailuresAfterReadingAsync(reader),
        ];

        Assert.Equal([1, 2, 0, 1], failures);
    }

    [Fact]
    public async Task Failures_beside_a_response_are_not_the_networks_although_the_response_is_rejected()
    {
        var reader = Reader(
            StubSource.Priced("coinmarketcap", _clock, 900_000m),
            StubSource.Failing("coinbase", SourceFailure.Unreachable),
            StubSource.Failing("kraken", SourceFailure.Unreachable)
        );

        await ReadAsync(reader);

        Assert.Equal([0, 1, 1], reader.Sources.Select(source => source.FailuresInARow));
        Assert.DoesNotContain(_log.Lines, line => line.Message.Contains("the network is the likely cause", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_of_the_network_leaves_no_source_in_a_back_off()
    {
        var reader = Reader(
            StubSource.Failing("coinmarketcap", SourceFailure.Unreachable),
            StubSource.Failing("coinbase", SourceFailure.Unreachable)
        );

        await ReadAsync(reader);

        Assert.All(
            reader.Sources,
            source => Assert.Equal((BreakerState.Closed, null, 0), (source.Breaker, source.NextCall, source.FailuresInARow))
        );
    }

    [Fact]
    public async Task A_leap_of_one_vendor_takes_part_in_a_comparison_and_excludes_the_vendor()
    {
        var reader = Reader(Priced("coinmarketcap", 900_000m), Priced("coinbase", 90_000m), Priced("kraken", 90_090m));

        await ReadAsync(reader, isCompared: false);

        Assert.Equal([true, false, false], reader.Sources.Select(source => source.LeftOut));
        Assert.Single(_log.Lines, line => line.Message.StartsWith("coinmarketcap is excluded", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Vendors_are_compared_although_no_price_is_known()
    {
        var reader = Reader(Priced("coinmarketcap", 95_000m), Priced("coinbase", 90_000m), Priced("kraken", 90_090m));

        await ReadAsync(reader, isCompared: false, latest: null);

        Assert.Equal([true, false, false], reader.Sources.Select(source => source.LeftOut));
    }

    [Theory]
    [InlineData(15, true)]
    [InlineData(16, false)]
    public async Task An_outdated_reading_takes_no_part_in_a_comparison(int age, bool takesPart)
    {
        var old = new StubSource(
            "coinmarketcap",
            (slot, _) => Task.FromResult(IngestParts.Quote(95_000m, Now.AddMinutes(-age), "coinmarketcap") with { Slot = slot })
        );
        var reader = Reader(old, Priced("coinbase", 90_000m), Priced("kraken", 90_090m));

        await ReadAsync(reader, isCompared: false, Latest with { AsOf = Now.AddHours(-1) });

        Assert.Equal([takesPart, false, false], reader.Sources.Select(source => source.LeftOut));
    }

    [Fact]
    public async Task A_reading_of_an_excluded_vendor_is_rejected_as_such_and_its_return_is_logged()
    {
        var price = 95_000m;
        var straying = new StubSource("coinmarketcap", (slot, _) => Task.FromResult(IngestParts.Quote(price, slot, "coinmarketcap")));
        var reader = Reader(straying, Priced("coinbase", 90_000m), Priced("kraken", 90_090m));

        await ReadAsync(reader, isCompared: false);
        Assert.Contains("readings.rejected coinmarketcap LeftOut", _counted);
        Assert.Equal("LeftOut", reader.Sources[0].Reason);

        price = 90_000m;
        _clock.Advance(TimeSpan.FromMinutes(15));
        await ReadAsync(reader);
        Assert.Single(_log.Lines, line => line.Message.StartsWith("coinmarketcap is included again", StringComparison.Ordinal));
    }

    private StubSource Priced(string name, decimal price) => StubSource.Priced(name, _clock, price);

    private static (string? Outcome, DateTimeOffset? CalledAt, string? Reason, BreakerState Breaker) StatusOf(MarketReader reader) =>
        (reader.Sources[0].Outcome, reader.Sources[0].CalledAt, reader.Sources[0].Reason, reader.Sources[0].Breaker);

    private MarketReader Reader(params IQuoteSource[] sources) => new(sources, Options.Create(new IngestOptions()), _metrics, _clock, _log);

    private async Task<int> FailuresAfterReadingAsync(MarketReader reader)
    {
        await ReadAsync(reader);
        var failures = reader.Sources[0].FailuresInARow;
        _clock.Advance(TimeSpan.FromMinutes(1));
        return failures;
    }

    private Task ReadAsync(MarketReader reader, bool isCompared = true) => ReadAsync(reader, isCompared, Latest);

    private async Task ReadAsync(MarketReader reader, bool isCompared, Quote? latest)
    {
        if (isCompared && reader.ComparedAt is null)
        {
            reader.Restore(new IngestStatus(Now, null, 0, 0, [], null) { ComparedAt = Now });
        }

        await reader.ReadAsync(Now, Measure.Of(latest, Now), TimeSpan.FromSeconds(8), TestContext.Current.CancellationToken);
    }
}
