using System.Diagnostics.Metrics;
using System.Net;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Web.Live;
using Microsoft.Extensions.DependencyInjection;

namespace BtcTracker.Tests.Unit.Web;

[Trait("Level", "Unit")]
public sealed class StreamLimiterTests
{
    private readonly IMeterFactory _meters = new ServiceCollection()
        .AddMetrics()
        .BuildServiceProvider()
        .GetRequiredService<IMeterFactory>();
    private readonly Dictionary<string, double> _measured = [];

    [Fact]
    public void Open_streams_are_measured_in_number_and_in_percent_of_the_limit()
    {
        var limiter = new StreamLimiter(new StreamLimits(Total: 8, PerClient: 2), _meters);
        using var listener = Listen();
        var client = IPAddress.Parse("192.0.2.1");
        limiter.Acquire(client);
        limiter.Acquire(client);
        limiter.Acquire(null);

        // One too many of this client counts as none.
        limiter.Acquire(client);
        listener.RecordObservableInstruments();
        Assert.Equal((3, 37.5), (_measured["btctracker.web.streams"], _measured["btctracker.web.streams.utilization"]));

        limiter.Release(client);
        limiter.Release(null);
        listener.RecordObservableInstruments();
        Assert.Equal((1, 12.5), (_measured["btctracker.web.streams"], _measured["btctracker.web.streams.utilization"]));
    }

    [Fact]
    public void Where_none_is_allowed_the_utilization_is_100_percent()
    {
        _ = new StreamLimiter(new StreamLimits(Total: 0, PerClient: 1), _meters);
        using var listener = Listen();
        listener.RecordObservableInstruments();
        Assert.Equal((0, 100), (_measured["btctracker.web.streams"], _measured["btctracker.web.streams.utilization"]));
    }

    [Fact]
    public void Every_measure_is_in_the_operators_guide()
    {
        var guide = File.ReadAllText(Path.Combine(RepositoryPaths.Root, "docs", "operations.md"));
        _ = new StreamLimiter(new StreamLimits(Total: 1, PerClient: 1), _meters);
        using var listener = Listen();
        listener.RecordObservableInstruments();
        Assert.Equal(2, _measured.Count);
        Assert.All(_measured.Keys, name => Assert.Contains($"`{name}`", guide, StringComparison.Ordinal));
    }

    private MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, _meters))
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => _measured[instrument.Name] = value);
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => _measured[instrument.Name] = value);
        listener.Start();
        return listener;
    }
}
