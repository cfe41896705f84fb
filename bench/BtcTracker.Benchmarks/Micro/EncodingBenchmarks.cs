using System.Text.Json;
using BenchmarkDotNet.Attributes;
using BtcTracker.Benchmarks.Data;
using BtcTracker.Market;
using BtcTracker.Web.Contracts;
using BtcTracker.Web.Encoding;

namespace BtcTracker.Benchmarks.Micro;

/// <summary>The history of a year at four hours on its way into a snapshot.</summary>
[MemoryDiagnoser]
public class EncodingBenchmarks
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    private readonly CandleSeries _series = CandleSeries.Of(
        Interval.FourHours,
        new TimeRange(Now.AddDays(-365), Now),
        [.. Readings.CandlesOf(Readings.EndingAt(Now, Readings.InAYear), Interval.FourHours)],
        next: null
    );

    private byte[] _json = [];

    /// <summary>Makes the JSON that is compressed.</summary>
    [GlobalSetup]
    public void Serialize() => _json = Json();

    /// <summary>Only to JSON.</summary>
    [Benchmark]
    public byte[] Json() => JsonSerializer.SerializeToUtf8Bytes(_series, WebJson.Default.CandleSeries);

    /// <summary>As it is served at once: hashed and compressed quickly.</summary>
    [Benchmark]
    public EncodedBody Quick() => new(_json, "application/json");

    /// <summary>As it is served a moment later: compressed best as well.</summary>
    [Benchmark]
    public EncodedBody Best()
    {
        var body = Quick();
        body.CompressBest();
        return body;
    }
}
