using System.Diagnostics.Metrics;
using BtcTracker.Ingest;
using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Sources.CoinMarketCap;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace BtcTracker.Tests.Unit.Ingest;

[Trait("Level", "Unit")]
public sealed class IngestMetricsTests
{
    [Fact]
    public void Every_metric_is_in_the_operators_page()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryPaths.Root, "docs", "operations.md"));
        var (meters, names) = (Meters(), new List<string>());
        using var listener = ListenTo(meters, names.Add);
        MakeAll(meters);

        Assert.True(names.Count >= 10);
        Assert.All(names, name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Credits_are_shown_once_they_are_known()
    {
        var meters = Meters();
        var shown = new List<long>();
        using var listener = ListenTo(meters, _ => { });
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => shown.Add(value));
        var key = MakeAll(meters);

        listener.RecordObservableInstruments();
        Assert.Empty(shown);
        key.Learned(new KeyInfo(10_000, 9_322, 30));
        key.Spent(1);
        listener.RecordObservableInstruments();

        Assert.Equal([9_321], shown);
    }

    private static IMeterFactory Meters() =>
        new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();

    private static PlanCredits MakeAll(IMeterFactory meters)
    {
        var metrics = new IngestMetrics(meters);
        _ = new Outbox(IngestParts.EachSecond, metrics, NullLogger<Outbox>.Instance);
        return new PlanCredits(new CreditBudget(TimeSpan.FromMinutes(5), 8), metrics, TimeProvider.System);
    }

    // Other tests in this process make meters of the same name, by factories of their own.
    private static MeterListener ListenTo(IMeterFactory meters, Action<string> published)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, meters))
                {
                    published(instrument.Name);
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.Start();
        return listener;
    }
}
