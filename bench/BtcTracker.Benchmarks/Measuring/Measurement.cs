namespace BtcTracker.Benchmarks.Measuring;

/// <summary>What one round of load has shown.</summary>
/// <param name="RequestsPerSecond">Answers in a second.</param>
/// <param name="P50">The time that half of the requests took at most.</param>
/// <param name="P99">The time that 99 of 100 requests took at most.</param>
/// <param name="CpuPerRequest">The server's processor time by request.</param>
/// <param name="BytesPerRequest">Bytes on the wire by answer, headers included.</param>
internal sealed record Measurement(double RequestsPerSecond, TimeSpan P50, TimeSpan P99, TimeSpan CpuPerRequest, double BytesPerRequest);

/// <summary>What is loaded.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Server">Who answers.</param>
/// <param name="Address">What is asked for.</param>
/// <param name="Headers">Headers of each request.</param>
/// <param name="Connections">How many connections ask at once.</param>
/// <param name="Duration">How long, in whole seconds.</param>
internal sealed record Target(
    string Name,
    ServerProcess Server,
    Uri Address,
    IReadOnlyList<string> Headers,
    int Connections,
    TimeSpan Duration
);
