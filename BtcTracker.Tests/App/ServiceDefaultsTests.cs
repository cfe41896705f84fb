using System.Net;
using BtcTracker.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Tests.App;

[Trait("Level", "App")]
public sealed class ServiceDefaultsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(
        HealthStatus.Healthy,
        HttpStatusCode.OK,
        """{"status":"healthy","checks":{"quotes":{"status":"healthy","reason":"why"}}}"""
    )]
    [InlineData(
        HealthStatus.Degraded,
        HttpStatusCode.OK,
        """{"status":"degraded","checks":{"quotes":{"status":"degraded","reason":"why"}}}"""
    )]
    [InlineData(
        HealthStatus.Unhealthy,
        HttpStatusCode.ServiceUnavailable,
        """{"status":"unhealthy","checks":{"quotes":{"status":"unhealthy","reason":"why"}}}"""
    )]
    public async Task Readiness_gives_its_reasons(HealthStatus status, HttpStatusCode code, string body)
    {
        await using var app = await StartAsync(() => new HealthCheckResult(status, "why"));

        using var answer = await app.GetTestClient().GetAsync(new Uri("/health", UriKind.Relative), Cancellation);

        Assert.Equal(code, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(body, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task A_check_that_throws_is_unhealthy_and_says_why()
    {
        await using var app = await StartAsync(() => throw new InvalidOperationException("it broke"));

        using var answer = await app.GetTestClient().GetAsync(new Uri("/health", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("it broke", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Liveness_asks_nothing()
    {
        await using var app = await StartAsync(() => throw new InvalidOperationException("it was asked"));

        var body = await app.GetTestClient().GetStringAsync(new Uri("/alive", UriKind.Relative), Cancellation);

        Assert.Equal("""{"status":"healthy","checks":{}}""", body);
    }

    [Fact]
    public void Configuration_has_the_last_word_on_log_levels()
    {
        var builder = Host.CreateApplicationBuilder(
            new HostApplicationBuilderSettings { Args = ["--Logging:LogLevel:Microsoft.AspNetCore=Debug"] }
        );
        builder.AddServiceDefaults();
        using var host = builder.Build();
        var loggers = host.Services.GetRequiredService<ILoggerFactory>();

        Assert.True(loggers.CreateLogger("Microsoft.AspNetCore.Routing").IsEnabled(LogLevel.Debug));
        Assert.False(loggers.CreateLogger("System.Net.Http.HttpClient.coinbase").IsEnabled(LogLevel.Information));
    }

    [Fact]
    public async Task The_worker_needs_no_ASP_NET_Core()
    {
        var runtime = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "BtcTracker.Ingest.runtimeconfig.json"),
            Cancellation
        );

        Assert.Contains("Microsoft.NETCore.App", runtime, StringComparison.Ordinal);
        Assert.DoesNotContain("Microsoft.AspNetCore.App", runtime, StringComparison.Ordinal);
    }

    private static async Task<WebApplication> StartAsync(Func<HealthCheckResult> check)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.AddServiceDefaults();
        builder.Services.AddHealthChecks().AddCheck("quotes", check);
        var app = builder.Build();
        app.MapDefaultEndpoints();
        await app.StartAsync(Cancellation);
        return app;
    }
}
