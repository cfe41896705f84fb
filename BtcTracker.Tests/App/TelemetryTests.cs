using System.Diagnostics;
using BtcTracker.Market.Storage;
using BtcTracker.ServiceDefaults;
using BtcTracker.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Tests.App;

/// <summary>Real hosts that call AddServiceDefaults, before a collector on loopback.</summary>
[Trait("Level", "App")]
[Collection(ProcessWideTelemetry.Name)]
public sealed partial class TelemetryTests
{
    private const string Traces = "/v1/traces";
    private const string Metrics = "/v1/metrics";
    private const string Logs = "/v1/logs";

    private static readonly ActivitySource Source = new("BtcTracker.Tests.Telemetry");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_web_app_sends_traces_metrics_and_logs_under_its_name()
    {
        await using var receiver = await OtlpReceiver.StartAsync(Cancellation);
        await RunWebAsync(receiver, static client => client.GetStringAsync(new Uri("/coins/BTC", UriKind.Relative), Cancellation));

        Assert.All([Traces, Metrics, Logs], path => Assert.Contains("telemetry-test", receiver.Received(path), StringComparison.Ordinal));
        Assert.Contains("GET /coins/{symbol}", receiver.Received(Traces), StringComparison.Ordinal);
        Assert.Contains("called by a request", receiver.Received(Traces), StringComparison.Ordinal);
        Assert.Contains("url.path", receiver.Received(Traces), StringComparison.Ordinal);
        Assert.Contains("http.response.status_code", receiver.Received(Traces), StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", receiver.Received(Metrics), StringComparison.Ordinal);
        Assert.Contains("Somebody asks for BTC", receiver.Received(Logs), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/fails", "GET /fails", "/fails")]
    [InlineData("GET", "/coins/NONE?key=1", "GET /coins/{symbol}", "/coins/{symbol}")]
    [InlineData("GET", "/nothing", "GET", null)]
    [InlineData("MADE-UP", "/nothing", "HTTP", null)]
    public async Task A_request_is_named_by_its_route_whatever_becomes_of_it(string method, string address, string name, string? route)
    {
        await using var receiver = await OtlpReceiver.StartAsync(Cancellation);
        await RunWebAsync(
            receiver,
            async client =>
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), address);
                using var answer = await client.SendAsync(request, Cancellation);
                return answer.StatusCode.ToString();
            }
        );

        var served = Assert.Single(receiver.Spans, span => span.Kind == OtlpSpanKind.Server);
        Assert.Equal((name, route), (served.Name, served.Tags.GetValueOrDefault("http.route")));
        Assert.Equal(address == "/fails", served.IsError);
    }

    [Fact]
    public async Task A_log_line_has_the_trace_of_the_request_that_it_was_written_in()
    {
        await using var receiver = await OtlpReceiver.StartAsync(Cancellation);
        await RunWebAsync(receiver, static client => client.GetStringAsync(new Uri("/coins/BTC", UriKind.Relative), Cancellation));

        var span = Assert.Single(receiver.Spans, span => span.Name == "called by a request");
        var line = Assert.Single(receiver.Logs, line => line.Text == "Somebody asks for BTC");
        Assert.Equal((span.TraceId, span.SpanId), (line.TraceId, line.SpanId));
    }

    [Fact]
    public async Task Neither_a_health_check_nor_what_it_calls_is_traced()
    {
        await using var receiver = await OtlpReceiver.StartAsync(Cancellation);
        await RunWebAsync(
            receiver,
            static async client =>
            {
                await client.GetStringAsync(new Uri("/alive", UriKind.Relative), Cancellation);
                return await client.GetStringAsync(new Uri("/health", UriKind.Relative), Cancellation);
            }
        );

        Assert.DoesNotContain("GET /alive", receiver.Received(Traces), StringComparison.Ordinal);
        Assert.DoesNotContain("GET /health", receiver.Received(Traces), StringComparison.Ordinal);
        Assert.DoesNotContain("called by a check", receiver.Received(Traces), StringComparison.Ordinal);
        Assert.Contains("telemetry-test", receiver.Received(Metrics), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_in_a_request_header_or_query_is_sent_to_no_collector()
    {
        await using var receiver = await OtlpReceiver.StartAsync(Cancellation);
        await RunWebAsync(
            receiver,
            static client =>
            {
                client.DefaultRequestHeaders.Add("X-CMC_PRO_API_KEY", "not-for-the-collector");
                return client.GetStringAsync(new Uri("/coins/BTC?key=not-for-the-collector", UriKind.Relative), Cancellation);
            }
        );

        Assert.Contains("GET /coins/{symbol}", receiver.Received(Traces), StringComparison.Ordinal);
        Assert.All(
            [Traces, Metrics, Logs],
            path => Assert.DoesNotContain("not-for-the-collector", receiver.Received(path), StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_worker_sends_its_calls_to_the_store()
    {
        await using var receiver = await OtlpReceiver.StartAsync(Cancellation);
        await using var engine = await EmbeddedStore.StartAsync(engineName: null, Cancellation);
        var builder = Host.CreateApplicationBuilder();
        Configure(builder, receiver);
        builder.Configuration["AWS_ENDPOINT_URL_DYNAMODB"] = engine.Endpoint.OriginalString;
        builder.AddPriceWriter();
        using (var host = builder.Build())
        {
            await host.StartAsync(Cancellation);
            await host.Services.GetRequiredService<IPriceWriter>().EnsureTableAsync(Cancellation);
            await host.StopAsync(Cancellation);
        }

        Assert.Contains("AWSSDK.DynamoDB", receiver.Received(Traces), StringComparison.Ordinal);
        Assert.Contains("DynamoDB.CreateTable", receiver.Received(Traces), StringComparison.Ordinal);
        Assert.Contains("AWSSDK.DynamoDB", receiver.Received(Metrics), StringComparison.Ordinal);
        Assert.Contains("Created the table btctracker", receiver.Received(Logs), StringComparison.Ordinal);
    }

    private static async Task RunWebAsync(OtlpReceiver receiver, Func<HttpClient, Task<string>> ask)
    {
        var builder = WebApplication.CreateBuilder();
        Configure(builder, receiver);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddHealthChecks().AddCheck("traced", CallFromCheck);
        await using var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapGet("/coins/{symbol}", Answer);
        app.MapGet("/fails", string () => throw new InvalidOperationException("as asked for"));
        await app.StartAsync(Cancellation);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        await ask(client);
        await app.StopAsync(Cancellation);
    }

    private static HealthCheckResult CallFromCheck()
    {
        using var span = Source.StartActivity("called by a check");
        return HealthCheckResult.Healthy();
    }

    private static string Answer(string symbol, ILogger<TelemetryTests> logger)
    {
        using var span = Source.StartActivity("called by a request");
        Log.Asked(logger, symbol);
        return symbol;
    }

    private static void Configure(IHostApplicationBuilder builder, OtlpReceiver receiver)
    {
        builder.Configuration.AddInMemoryCollection([
            new("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Endpoint),
            new("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            new("OTEL_SERVICE_NAME", "telemetry-test"),
            new("OTEL_TRACES_SAMPLER", "always_on"),
        ]);
        builder.AddServiceDefaults();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Somebody asks for {Symbol}")]
        public static partial void Asked(ILogger logger, string symbol);
    }
}
