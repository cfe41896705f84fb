using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Unit.Ingest;

/// <summary>A market reader over sources of a test, with a clock that the test moves.</summary>
public abstract class MarketReaderTestBase
{
    private protected static readonly Quote Latest = IngestParts.Quote(90_000m, IngestParts.Noon.AddMinutes(-5), "kraken");

    private protected ManualTimeProvider Clock { get; } = new(IngestParts.Noon);

    private protected LogKeeper<MarketReader> Log { get; } = new();

    private protected DateTimeOffset Now => Clock.GetUtcNow();

    private protected StubSource Priced(string name, decimal price) => StubSource.Priced(name, Clock, price);

    private protected static StubSource Saying(Quote quote) => new(quote.Source, (slot, _) => Task.FromResult(quote with { Slot = slot }));

    private protected async Task<(Quote? Quote, GapReason Reason)> ReadAsync(
        Measure measure,
        bool isCompared,
        params IQuoteSource[] sources
    )
    {
        var reader = IngestParts.Reader(Clock, Log, sources);
        if (isCompared)
        {
            reader.Restore(new IngestStatus(Now, null, 0, 0, [], null) { ComparedAt = Now });
        }

        var (reading, reason) = await reader.ReadAsync(Now, measure, TimeSpan.FromSeconds(8), TestContext.Current.CancellationToken);
        return (reading?.Quote, reason);
    }
}
