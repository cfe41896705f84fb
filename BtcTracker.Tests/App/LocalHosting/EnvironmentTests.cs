using Aspire.Hosting;
using BtcTracker.LocalHosting.Run;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App.LocalHosting;

[Trait("Level", "App")]
public sealed class EnvironmentTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_project_gets_what_Aspire_gives()
    {
        await using var test = new TestApplication();
        var market = test.Builder.AddProject<Projects.BtcTracker_MarketSim>("market");
        var key = test.Builder.AddParameter("api-key", () => "k", secret: true);
        var web = test.Builder.AddProject<Projects.BtcTracker_Web>("web")
            .WithReference(market)
            .WithEnvironment("API_KEY", key)
            .WithEnvironment("MARKET_ADDRESS", market.GetEndpoint("http"));
        Ports.Allocate(market.Resource, randomize: true, reservations: []);
        Ports.Allocate(web.Resource, randomize: true, reservations: []);

        var environment = await ProcessEnvironment.CreateAsync(web.Resource, isDevelopment: true, Token);

        Assert.Equal(web.GetEndpoint("http").Url, environment["ASPNETCORE_URLS"]);
        Assert.Equal("Development", environment["ASPNETCORE_ENVIRONMENT"]);
        Assert.Equal("http", environment["DOTNET_LAUNCH_PROFILE"]);
        Assert.Equal("web", environment["OTEL_SERVICE_NAME"]);
        Assert.StartsWith("service.instance.id=", environment["OTEL_RESOURCE_ATTRIBUTES"], StringComparison.Ordinal);
        Assert.Equal("1000", environment["OTEL_METRIC_EXPORT_INTERVAL"]);
        Assert.Equal("k", environment["API_KEY"]);
        Assert.All(["services__market__http__0", "MARKET_HTTP", "MARKET_ADDRESS"], name => Assert.Equal(market.GetEndpoint("http").Url, environment[name]));
    }

    [Fact]
    public async Task A_fixed_port_is_the_launch_profiles()
    {
        await using var test = new TestApplication();
        var web = test.Builder.AddProject<Projects.BtcTracker_Web>("web");
        Assert.Equal(5080, web.Resource.Endpoints.Single().Port);
    }

    [Theory]
    [InlineData("Parameters__test-key")]
    [InlineData("PARAMETERS__TEST_KEY")]
    [InlineData("parameters:test-key")]
    [InlineData("DOTNET_Parameters__test_key")]
    public async Task A_parameter_in_the_AppHosts_environment_reaches_no_process_by_itself(string variable)
    {
        Environment.SetEnvironmentVariable(variable, "0123-secret-4567");
        try
        {
            await using var test = new TestApplication();
            var web = test.Builder.AddProject<Projects.BtcTracker_Web>("web");
            Ports.Allocate(web.Resource, randomize: true, reservations: []);

            var changes = await ProcessEnvironment.CreateAsync(web.Resource, isDevelopment: true, Token);

            // A null takes the inherited variable away.
            Assert.Null(Assert.Contains(variable, changes));
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }

    [Fact]
    public async Task An_executable_gets_its_port_and_no_telemetry()
    {
        await using var test = new TestApplication();
        var port = test.AddShell("engine", "env > environment; sleep 1000").WithHttpEndpoint(env: "PORT");
        await test.Application.StartAsync(Token);
        await Eventually.IsTrueAsync(() => test.Lines("environment").Any(line => line.StartsWith("PWD=", StringComparison.Ordinal)), Token);

        Assert.Contains($"PORT={port.GetEndpoint("http").Port}", test.Lines("environment"));
        Assert.DoesNotContain(test.Lines("environment"), line => line.StartsWith("OTEL_", StringComparison.Ordinal));
    }
}
