using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using BtcTracker.AppHost;
using BtcTracker.LocalHosting.Run;

namespace BtcTracker.Tests.App.LocalHosting;

/// <summary>What ingest is told of the settings that a person gives the AppHost.</summary>
[Trait("Level", "App")]
public sealed class IngestSettingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Ingest__Interval", "00:00:30", "--Ingest:Interval=30s")]
    [InlineData("Ingest__Rates", "false", "--Ingest:Rates=false")]
    [InlineData("Ingest__Rates", null)]
    [InlineData("Ingest__Rates", null, "--Ingest:Rates=")]
    public async Task Each_setting_reaches_it(string variable, string? value, params string[] arguments)
    {
        var environment = await EnvironmentOfIngestAsync(arguments);

        Assert.Equal(value, environment.GetValueOrDefault(variable));
    }

    private async Task<IReadOnlyDictionary<string, string?>> EnvironmentOfIngestAsync(string[] arguments)
    {
        string[] all = ["--Market:Mode=demo", $"--Store:DataFolder={_folder.Path}", .. arguments];
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.BtcTracker_AppHost>(all, Token);
        await using var application = await builder.BuildAsync(Token);
        foreach (var resource in builder.Resources.OfType<ProcessResource>())
        {
            Ports.Allocate(resource, randomize: true, reservations: []);
        }

        return await ProcessEnvironment.CreateAsync(builder.Resources.OfType<ProjectResource>().Single(resource => resource.Name == ResourceNames.Ingest), isDevelopment: true, Token);
    }
}
