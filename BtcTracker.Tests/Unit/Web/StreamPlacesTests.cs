using System.Diagnostics.Metrics;
using System.Net;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Web.Live;
using Microsoft.Extensions.DependencyInjection;

namespace BtcTracker.Tests.Unit.Web;

[Trait("Level", "Unit")]
public sealed class StreamPlacesTests
{
    private readonly IMeterFactory _meters = new ServiceCollection()
        .AddMetrics()
        .BuildServiceProvider()
        .GetRequiredService<IMeterFactory>();
    private readonly Dictionary<string, double> _measured = [];

    [Fact]
    public void Open_streams_are_measured_in_number_and_in_percent_of_the_limit()
    {
        var places = new StreamPlaces(new StreamLimits(InAll: 8, PerClient: 2), _meters);
        using var listener = Listen();
        var client = IPAddress.Parse("192.0.2.1");
        places.Take(client);
        places.Take(client);
        places.Take(null);

        // One too many of this client counts as none.
        places.Take(client);
        listener.RecordObservableInstruments();
        Assert.Equal((3, 37.5), (_measured["btctracker.web.streams"], _measured["btctracker.web.streams.utilization"]));

        places.GiveBack(client);
        places.GiveBack(null);
        listener.RecordObservableInstruments();
        Assert.Equal((1, 12.5), (_measured["btctracker.web.streams"], _measured["btctracker.web.streams.utilization"]));
    }

    [Fact]
    public void Where_none_is_allowed_all_are_taken()
    {
        _ = new StreamPlaces(new StreamLimits(InAll: 0, PerClient: 1), _meters);
        using var listener = Listen();
        listener.RecordObservableInstruments();
        Assert.Equal((0, 100), (_measured["btctracker.web.streams"], _measured["btctracker.web.streams.utilization"]));
    }

    [Fact]
    public void Every_measure_is_in_the_operators_guide()
    {
        var guide = File.ReadAllText(Path.Combine(RepositoryPaths.Root, "docs", "operations.md"));
        _ = new StreamPlaces(new StreamLimits(InAll: 1, PerClient: 1), _meters);
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
