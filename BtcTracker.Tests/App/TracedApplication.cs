using Aspire.Hosting;
using Aspire.Hosting.Testing;
using BtcTracker.AppHost;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App;

/// <summary>The whole application in demo mode, each service a process of its own, with everything sent to one collector.</summary>
[CollectionDefinition(Name)]
public sealed class TracedApplication : IAsyncLifetime, ICollectionFixture<TracedApplication>
{
    /// <summary>The collection of the test classes that share it: they only read.</summary>
    public const string Name = "the running demo";

    /// <summary>What a viewer and a program ask for.</summary>
    private static readonly string[] Addresses =
    [
        "/",
        "/?range=1Y",
        "/embed",
        "/notices",
        "/favicon.svg",
        "/dist/site.css",
        "/api/v1/quotes/latest",
        "/openapi/v1.json",
    ];

    private readonly TemporaryFolder _folder = new();
    private OtlpReceiver? _receiver;
    private DistributedApplication? _application;

    internal DistributedApplication Application => _application!;

    internal OtlpReceiver Receiver => _receiver!;

    internal string DataFolder => _folder.PathOf("data");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _receiver = await OtlpReceiver.StartAsync(Token);
        _application = await AppHostUnderTest.StartAsync(
            ["--Market:Mode=demo", "--Ingest:Interval=4s", "--Ingest:Tick=2s", $"--Store:DataFolder={DataFolder}"],
            Token,
            Receiver.Endpoint
        );
        await _application.HealthyAsync(ResourceNames.Web, Token);
        await Eventually.IsTrueAsync(() => WholeTrace() is not null, Token);
        using var web = _application.CreateHttpClient(ResourceNames.Web);
        foreach (var address in Addresses)
        {
            using var answer = await web.GetAsync(new Uri(address, UriKind.Relative), Token);
            Assert.True(answer.IsSuccessStatusCode, $"{address}: {answer.StatusCode}");
        }

        await Eventually.IsTrueAsync(() => Receiver.Spans.Exists(span => span.Name == "GET /openapi/v1.json"), Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }

        await Receiver.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>
    /// The spans of a slot up to its candles, whose first source answered at once and whose quote the web shows; null while there is none.
    /// </summary>
    internal List<OtlpSpan>? WholeTrace()
    {
        var spans = Receiver.Spans;
        var shown = spans.Where(span => span.Name == "snapshot").SelectMany(span => span.Links).Select(link => link.TraceId).ToHashSet();
        var logged = Receiver
            .Logs.Where(line => line.Text.StartsWith("Stored the slot", StringComparison.Ordinal))
            .Select(line => line.TraceId)
            .ToHashSet();
        return spans
            .Where(span => shown.Contains(span.TraceId) && logged.Contains(span.TraceId))
            .GroupBy(span => span.TraceId)
            .Select(trace => trace.ToList())
            .FirstOrDefault(IsWhole);
    }

    /// <summary>On a busy machine a source may be asked twice, or another one after it.</summary>
    private static bool IsWhole(List<OtlpSpan> trace) =>
        trace.Select(span => span.Name).ToHashSet().IsSupersetOf(["slot", "store slot", "roll up candles"])
        && trace.Count(span => span.Name.StartsWith("read demo:", StringComparison.Ordinal)) == 1
        && trace.Count(span => span.Kind == OtlpSpanKind.Server) == 1;
}
