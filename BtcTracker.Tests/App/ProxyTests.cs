using System.Globalization;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App;

/// <summary>Services where the standard variables name a proxy, and none names an exception.</summary>
[Trait("Level", "App")]
[Slow]
public sealed class ProxyTests : IAsyncLifetime
{
    private const string Stored = "Stored the slot";
    private const string Credentials = "some one:p@ss/word";
    private const string InAddress = "some%20one:p%40ss%2Fword@";

    private static readonly string[] Sources = ["CoinMarketCap", "Coinbase", "Bitstamp", "Kraken", "EuropeanCentralBank"];

    private IngestWorld? _world;

    private IngestWorld World => _world!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = await IngestWorld.StartAsync();

    public async ValueTask DisposeAsync() => await World.DisposeAsync();

    [Fact]
    public async Task Nothing_on_this_machine_is_asked_through_a_proxy()
    {
        await using var proxy = new TestProxy(World.Store.Endpoint);
        await using var receiver = await OtlpReceiver.StartAsync(Token);
        var telemetry = ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Endpoint);
        var environment = World.Environment([.. Through(proxy), telemetry, ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")]);
        await using var ingest = new IngestProcess(environment);
        await using var web = new WebProcess(WebProcess.FreePort(), environment);
        using var client = new HttpClient { BaseAddress = web.Address };
        await ingest.WaitForAsync(Stored, times: 2);
        await web.WaitForAsync("Now listening on");
        await Eventually.GetAsync(
            () => client.GetStringAsync(new Uri("/", UriKind.Relative), Token),
            html => html.Contains("data-slot", StringComparison.Ordinal),
            Token
        );
        await Task.WhenAll(ingest.StopAsync(), web.StopAsync());

        Assert.Empty(proxy.Asked);
        Assert.Contains(receiver.Spans, span => span.Name == "slot");
    }

    [Fact]
    public async Task A_source_elsewhere_is_asked_through_it_with_the_credentials_of_its_address()
    {
        await using var proxy = new TestProxy(new Uri(World.Market.Address), Credentials);
        await using var ingest = new IngestProcess(
            World.Environment([.. Through(proxy, InAddress), .. SourcesAt("http://prices.example")])
        );
        await ingest.WaitForAsync(Stored, times: 2);
        await ingest.StopAsync();

        Assert.All(proxy.Asked, request => Assert.StartsWith("GET http://prices.example/", request, StringComparison.Ordinal));
        AssertSecret(ingest);
    }

    [Fact]
    public async Task A_source_over_https_is_asked_through_a_tunnel_and_without_credentials_the_proxy_is_named()
    {
        await using var proxy = new TestProxy(new Uri(World.Market.Address), Credentials);
        var longSlots = ("Ingest__Interval", "10s");
        await using (
            var ingest = new IngestProcess(
                World.Environment([.. Through(proxy, InAddress), .. SourcesAt("https://prices.example"), longSlots])
            )
        )
        {
            await ingest.WaitForAsync($"The proxy tunnel request to proxy 'http://{proxy.Authority}/' failed");
            Assert.Contains("CONNECT prices.example:443", proxy.Asked);
            AssertSecret(ingest);
        }

        await using var refused = new IngestProcess(
            World.Environment([.. Through(proxy, "some%20one:wrong@"), .. SourcesAt("https://prices.example")])
        );
        await refused.WaitForAsync(
            "prices.example cannot be reached: the proxy requires a user name and a password, or refused the ones given (407)"
        );
        await refused.WaitForAsync("[1002] No source returned a quote for the slot");
        Assert.DoesNotContain(refused.Output, line => line.Contains("wrong", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_407_to_a_plain_request_names_the_proxy_too()
    {
        await using var proxy = new TestProxy(new Uri(World.Market.Address), Credentials);
        await using var ingest = new IngestProcess(World.Environment([.. Through(proxy), .. SourcesAt("http://prices.example")]));
        await ingest.WaitForAsync("prices.example cannot be reached: the proxy requires a user name and a password");

        Assert.Empty(proxy.Asked);
    }

    [Theory]
    [InlineData(InAddress, "DynamoDB in us-east-1 does not respond")]
    [InlineData("some%20one:wrong@", "DynamoDB in us-east-1 cannot be reached: the proxy requires a user name and a password")]
    public async Task DynamoDB_on_AWS_is_asked_through_it_and_a_407_is_named(string credentials, string expected)
    {
        await using var proxy = new TestProxy(new Uri(World.Market.Address), Credentials);
        var environment = World.Environment([
            .. Through(proxy, credentials),
            ("AWS_REGION", "us-east-1"),
            ("AWS_ACCESS_KEY_ID", "none"),
            ("AWS_SECRET_ACCESS_KEY", "none"),
        ]);
        environment.Remove("AWS_ENDPOINT_URL_DYNAMODB");
        await using var ingest = new IngestProcess(environment);
        await ingest.WaitForAsync(expected);

        Assert.Equal(credentials == InAddress, proxy.Asked.Contains("CONNECT dynamodb.us-east-1.amazonaws.com:443"));
        AssertSecret(ingest);
        Assert.DoesNotContain(ingest.Output, line => line.Contains("wrong@", StringComparison.Ordinal));
    }

    [Slow]
    [Fact]
    public async Task The_AppHost_comes_up_behind_a_proxy_that_is_down_and_so_does_what_it_starts()
    {
        using var folder = new TemporaryFolder();
        var environment = Variables("http://127.0.0.1:1").ToDictionary(variable => variable.Name, variable => variable.Value);
        using var appHost = new AppHostProcess(folder.Path, ["--Market:Mode=demo", "--Ingest:Interval=1s"], environment: environment);
        using var client = new HttpClient { BaseAddress = await appHost.PageAsync(Token) };
        await Eventually.GetAsync(
            () => client.GetStringAsync(new Uri("/", UriKind.Relative), Token),
            html => html.Contains("data-slot", StringComparison.Ordinal),
            Token
        );
        var dashboard = appHost.IdOf("Aspire.Dashboard");
        var inherited = await File.ReadAllTextAsync(string.Create(CultureInfo.InvariantCulture, $"/proc/{dashboard}/environ"), Token);
        Assert.Contains("\0NO_PROXY=localhost,.localhost,127.0.0.1,::1,[::1]\0", $"\0{inherited}", StringComparison.Ordinal);
        await appHost.StopAsync(Token);
    }

    private static void AssertSecret(ServiceProcess process) =>
        Assert.DoesNotContain(
            process.Output.Concat(process.Errors),
            line => line.Contains("p@ss", StringComparison.Ordinal) || line.Contains("p%40ss", StringComparison.Ordinal)
        );

    private static (string Name, string Value)[] Through(TestProxy proxy, string credentials = "") =>
        Variables($"http://{credentials}{proxy.Authority}");

    private static (string Name, string Value)[] Variables(string proxy) =>
        [
            ("HTTP_PROXY", proxy),
            ("HTTPS_PROXY", proxy),
            ("ALL_PROXY", proxy),
            ("http_proxy", ""),
            ("https_proxy", ""),
            ("NO_PROXY", ""),
            ("no_proxy", ""),
        ];

    private static IEnumerable<(string Name, string Value)> SourcesAt(string address) =>
        Sources.Select(source => ($"Sources__{source}__BaseAddress", address));
}
