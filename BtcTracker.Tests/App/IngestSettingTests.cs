using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using BtcTracker.AppHost;
using Microsoft.Extensions.DependencyInjection;

namespace BtcTracker.Tests.App;

/// <summary>Which of the settings that a person gives the AppHost reach ingest.</summary>
[Trait("Level", "App")]
public sealed class IngestSettingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Ingest__Interval", "00:00:30", "--Ingest:Interval=30s")]
    [InlineData("Ingest__Tick", "00:00:05", "--Ingest:Tick=5s")]
    [InlineData("Ingest__Tick", "00:00:00", "--Ingest:Tick=0")]
    [InlineData("Ingest__Tick", null)]
    [InlineData("Ingest__DrainTime", "00:00:07", "--Ingest:DrainTime=7s")]
    [InlineData("Ingest__DrainTime", "00:00:00", "--Ingest:DrainTime=0")]
    [InlineData("Ingest__DrainTime", "00:00:03")]
    [InlineData("Ingest__Rates", "false", "--Ingest:Rates=false")]
    [InlineData("Ingest__Rates", null)]
    [InlineData("Ingest__Rates", null, "--Ingest:Rates=")]
    [InlineData("Alerts__Rules__7__Above", "100000", "--Alerts:Rules:7:Above=100000", "--Alerts:Webhook:Url=http://127.0.0.1:9/")]
    [InlineData("Alerts__Webhook__Url", "{alerts-webhook-url.value}", "--Alerts:Webhook:Url=http://127.0.0.1:9/")]
    [InlineData("Alerts__Webhook__Secret", "{alerts-webhook-secret.value}", "--Alerts:Webhook:Secret=0123456789abcdef")]
    public async Task Each_setting_reaches_it(string variable, string? value, params string[] arguments)
    {
        string[] all = ["--Market:Mode=demo", $"--Store:DataFolder={_folder.Path}", .. arguments];
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.BtcTracker_AppHost>(all, Token);

        // As for publishing: nothing is started, so no endpoint has an address.
        await using var services = builder.Services.BuildServiceProvider();
        var publishing = new DistributedApplicationExecutionContext(
            new DistributedApplicationExecutionContextOptions(DistributedApplicationOperation.Publish) { Services = services }
        );
        var configuration = await ExecutionConfigurationBuilder
            .Create(builder.Resources.Single(resource => resource.Name == ResourceNames.Ingest))
            .WithEnvironmentVariablesConfig()
            .BuildAsync(publishing, cancellationToken: Token);

        Assert.Equal(
            value,
            configuration.EnvironmentVariables.Where(one => one.Key == variable).Select(one => one.Value).SingleOrDefault()
        );
    }
}
