using Aspire.Hosting.Testing;
using BtcTracker.AppHost;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App;

[Trait("Level", "App")]
[Collection(TracedApplication.Name)]
public sealed class DemoTests(TracedApplication running) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_resource_becomes_healthy()
    {
        foreach (var name in new[] { ResourceNames.DynamoDb, ResourceNames.MarketSim, ResourceNames.Ingest, ResourceNames.Web })
        {
            await running.Application.HealthyAsync(name, Token);
        }

        using var web = running.Application.CreateHttpClient(ResourceNames.Web);
        Assert.True((await web.GetAsync(new Uri("/alive", UriKind.Relative), Token)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task The_built_programs_run_and_no_dotnet_run_stays_beside_them()
    {
        await running.Application.HealthyAsync(ResourceNames.Ingest, Token);

        // The test host is what the orchestrators watch: here it is the AppHost.
        var processes = ProcessTree.OfAppHost(Environment.ProcessId);

        Assert.All(
            ["/BtcTracker.Ingest", "/BtcTracker.Web", "/BtcTracker.MarketSim"],
            program => Assert.Contains(processes, process => process.Command.EndsWith(program, StringComparison.Ordinal))
        );
        Assert.DoesNotContain(processes, process => process.Command.Contains(" run --project ", StringComparison.Ordinal));
    }

    [Slow]
    [Fact]
    public async Task Another_application_at_the_same_time_has_ports_and_data_of_its_own()
    {
        await using var other = await AppHostUnderTest.StartAsync(
            ["--Market:Mode=demo", "--Ingest:Interval=1s", $"--Store:DataFolder={_folder.Path}"],
            Token
        );
        await other.HealthyAsync(ResourceNames.DynamoDb, Token);

        Assert.All(
            [ResourceNames.DynamoDb, ResourceNames.Web],
            name => Assert.NotEqual(running.Application.GetEndpoint(name), other.GetEndpoint(name))
        );
        Assert.All([running.DataFolder, _folder.Path], folder => Assert.True(Directory.Exists(Path.Combine(folder, "demo"))));
    }
}
