using Aspire.Hosting;
using Aspire.Hosting.Testing;
using BtcTracker.AppHost;

namespace BtcTracker.Tests.App;

[Trait("Level", "App")]
public sealed class DemoTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_resource_becomes_healthy()
    {
        await using var application = await StartAsync("one");
        foreach (var name in new[] { ResourceNames.DynamoDb, ResourceNames.MarketSim, ResourceNames.Ingest, ResourceNames.Web })
        {
            await application.HealthyAsync(name, Token);
        }

        using var web = application.CreateHttpClient(ResourceNames.Web);
        Assert.True((await web.GetAsync(new Uri("/alive", UriKind.Relative), Token)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Two_applications_at_once_have_ports_and_data_of_their_own()
    {
        await using var one = await StartAsync("one");
        await using var two = await StartAsync("two");
        await one.HealthyAsync(ResourceNames.DynamoDb, Token);
        await two.HealthyAsync(ResourceNames.DynamoDb, Token);

        Assert.NotEqual(one.GetEndpoint(ResourceNames.DynamoDb), two.GetEndpoint(ResourceNames.DynamoDb));
        Assert.NotEqual(one.GetEndpoint(ResourceNames.Web), two.GetEndpoint(ResourceNames.Web));
        Assert.All(["one", "two"], name => Assert.True(Directory.Exists(Path.Combine(_folder.PathOf(name), "demo"))));
    }

    private Task<DistributedApplication> StartAsync(string dataFolder) =>
        AppHostUnderTest.StartAsync(["--Market:Mode=demo", "--Ingest:Interval=1s", $"--Store:DataFolder={_folder.PathOf(dataFolder)}"], Token);
}
