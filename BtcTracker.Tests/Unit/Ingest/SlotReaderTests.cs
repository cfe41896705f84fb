using System.Diagnostics.Metrics;
using BtcTracker.Ingest;
using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BtcTracker.Tests.Unit.Ingest;

/// <summary>What reading a slot leaves behind: its outcome in the outbox, the latest quote, a metric and a log line.</summary>
[Trait("Level", "Unit")]
public sealed class SlotReaderTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new(IngestParts.Noon);
    private readonly LogKeeper<SlotReader> _log = new();
    private readonly MeterListener _listener = new();
    private readonly List<string> _missed = [];
    private readonly IngestMetrics _metrics;
    private readonly Outbox _outbox;

    public SlotReaderTests()
    {
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters) && instrument.Name == "btctracker.ingest.slots.missed")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) => _missed.Add($"{value} {tags[0].Value}"));
        _listener.Start();
        _metrics = new IngestMetrics(meters);
        _outbox = new Outbox(IngestParts.EachSecond, IngestParts.Metrics(), NullLogger<Outbox>.Instance);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task A_quote_goes_into_the_outbox_with_its_body_and_is_the_latest()
    {
        var source = StubSource.Priced("coinbase", _clock, 60_000m);
        var reader = Reader(source);

        Assert.True(await reader.ReadAsync(IngestParts.Noon, TimeSpan.FromSeconds(8), Token));

        var outcome = Assert.Single(await _outbox.TakeAsync(Token));
        Assert.Equal((IngestParts.Noon, 60_000m, source.Body), (outcome.Slot, outcome.Quote!.Price, outcome.Body));
        Assert.Equal(60_000m, reader.Latest!.Price);
        Assert.False(reader.IsReading);
        Assert.Empty(_missed);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task A_slot_without_a_quote_is_counted_and_logged_with_its_reason_and_keeps_the_latest()
    {
        var isDown = false;
        var reader = Reader(
            new StubSource(
                "coinbase",
                (slot, _) => Task.FromResult(IngestParts.Quote(60_000m, isDown ? IngestParts.Noon : slot, "coinbase") with { Slot = slot })
            )
        );
        await reader.ReadAsync(IngestParts.Noon, TimeSpan.FromSeconds(8), Token);
        isDown = true;
        _clock.Advance(TimeSpan.FromMinutes(20));

        Assert.False(await reader.ReadAsync(IngestParts.Noon.AddMinutes(20), TimeSpan.FromSeconds(8), Token));

        Assert.Equal(["1 Unchanged"], _missed);
        var (level, message) = Assert.Single(_log.Lines);
        Assert.Equal((LogLevel.Warning, "No source returned a quote for the slot 2026-11-21 12:20:00Z (Unchanged)."), (level, message));
        var outcomes = await _outbox.TakeAsync(Token);
        Assert.Equal((null, GapReason.Unchanged), (outcomes[1].Quote, outcomes[1].Reason));
        Assert.Equal(IngestParts.Noon, reader.Latest!.Slot);
        Assert.False(reader.IsReading);
    }

    [Fact]
    public async Task An_unconfirmed_quote_is_logged_as_such()
    {
        var source = StubSource.Priced("coinbase", _clock, 60_000m);

        await Reader(source, new PriceStoreException("It does not respond.", new TimeoutException()))
            .ReadAsync(IngestParts.Noon, TimeSpan.FromSeconds(8), Token);

        Assert.Contains(
            _log.Lines,
            line => line.Message.StartsWith("The latest price could not be read from the store", StringComparison.Ordinal)
        );
        Assert.Contains(
            _log.Lines,
            line =>
                line.Message.StartsWith(
                    "The quote of the slot 2026-11-21 12:00:00Z, 60000 from coinbase, is not confirmed",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public async Task A_slot_is_being_read_as_long_as_a_source_is_waited_for()
    {
        var response = new TaskCompletionSource<Quote>();
        var reader = Reader(new StubSource("coinbase", (_, _) => response.Task));

        var reading = reader.ReadAsync(IngestParts.Noon, TimeSpan.FromSeconds(8), Token);

        Assert.True(reader.IsReading);
        response.SetResult(IngestParts.Quote(60_000m, IngestParts.Noon, "coinbase"));
        await reading;
        Assert.False(reader.IsReading);
    }

    private SlotReader Reader(IQuoteSource source, PriceStoreException? failure = null) =>
        new(
            IngestParts.Reader(_clock, NullLogger<MarketReader>.Instance, source),
            _outbox,
            IngestParts.StoreCalls(_clock),
            new LatestQuoteStore(null, failure),
            _metrics,
            _clock,
            _log
        );
}
