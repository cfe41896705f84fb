using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using BtcTracker.AppHost;
using Microsoft.Extensions.DependencyInjection;

namespace BtcTracker.Tests.App.Commands;

/// <summary>What the app model offers in each market mode; nothing is started.</summary>
[Trait("Level", "App")]
public sealed class DashboardModelTests : IDisposable
{
    private static readonly string[] OfIngest = ["backfill-again", "export-file", "import-file", "read-now"];

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--Market:Mode=demo", "make-fault", "end-faults")]
    [InlineData("--Market:Mode=live")]
    public async Task Faults_are_offered_beside_a_simulated_market_only(string mode, params string[] ofMarket)
    {
        await using var model = await ModelAsync(mode);

        Assert.Equal(OfIngest, CommandsOf(model, ResourceNames.Ingest).Order());
        Assert.Equal(["reset-store"], CommandsOf(model, ResourceNames.DynamoDb));
        Assert.Equal(ofMarket, CommandsOf(model, ResourceNames.MarketSim));
        var ours = model.Resources.Where(resource =>
            resource.Name is ResourceNames.DynamoDb or ResourceNames.MarketSim or ResourceNames.Ingest or ResourceNames.Web
        );
        Assert.All(ours, resource => Assert.Single(resource.Annotations.OfType<ResourceIconAnnotation>()));
    }

    [Theory]
    [InlineData("--Market:Mode=live", false)]
    [InlineData("--Market:Mode=demo", true)]
    [InlineData("--Market:Mode=replay", true)]
    public async Task While_a_resource_runs_every_command_is_enabled_but_import_beside_simulated_prices(string mode, bool isSimulated)
    {
        await using var model = await ModelAsync(mode);

        var disabled = Commands(model, ResourceNames.Ingest)
            .Concat(Commands(model, ResourceNames.DynamoDb))
            .Concat(Commands(model, ResourceNames.MarketSim))
            .Where(command => StateOf(command, KnownResourceStates.Running) == ResourceCommandState.Disabled);

        Assert.Equal(isSimulated ? ["import-file"] : [], disabled.Select(command => command.Name));
    }

    [Fact]
    public async Task No_command_is_enabled_on_a_resource_that_does_not_run()
    {
        await using var model = await ModelAsync("--Market:Mode=demo");

        var commands = new[] { ResourceNames.Ingest, ResourceNames.MarketSim, ResourceNames.DynamoDb }.SelectMany(name =>
            Commands(model, name)
        );

        Assert.All(commands, command => Assert.Equal(ResourceCommandState.Disabled, StateOf(command, KnownResourceStates.Exited)));
        Assert.All(commands, command => Assert.Equal(ResourceCommandState.Disabled, StateOf(command, KnownResourceStates.Starting)));
    }

    [Fact]
    public async Task The_graph_shows_who_reads_from_whom()
    {
        await using var model = await ModelAsync("--Market:Mode=demo");

        Assert.Equal([ResourceNames.DynamoDb, ResourceNames.MarketSim], ReferencesOf(model, ResourceNames.Ingest));
        Assert.Equal([ResourceNames.DynamoDb], ReferencesOf(model, ResourceNames.Web));
    }

    private async Task<IDistributedApplicationTestingBuilder> ModelAsync(string mode)
    {
        await File.WriteAllLinesAsync(
            _folder.PathOf("hours.csv"),
            [
                "open_time_unix,open_time_utc,open,high,low,close,volume_btc",
                .. Enumerable.Range(0, 48).Select(hour => $"{1_704_067_200 + (hour * 3600)},,1,1,1,1,1"),
            ],
            Token
        );
        return await DistributedApplicationTestingBuilder.CreateAsync<Projects.BtcTracker_AppHost>(
            [
                "--DcpPublisher:RandomizePorts=true",
                $"--Store:DataFolder={_folder.Path}",
                mode,
                $"--Market:ReplayFile={_folder.PathOf("hours.csv")}",
            ],
            Token
        );
    }

    private static IEnumerable<ResourceCommandAnnotation> Commands(IDistributedApplicationTestingBuilder model, string resource) =>
        model
            .Resources.Where(known => known.Name == resource)
            .SelectMany(known => known.Annotations.OfType<ResourceCommandAnnotation>())
            .Where(command => OfIngest.Contains(command.Name) || command.Name is "reset-store" or "make-fault" or "end-faults");

    private static IEnumerable<string> CommandsOf(IDistributedApplicationTestingBuilder model, string resource) =>
        Commands(model, resource).Select(command => command.Name);

    private static IEnumerable<string> ReferencesOf(IDistributedApplicationTestingBuilder model, string resource) =>
        model
            .Resources.Single(known => known.Name == resource)
            .Annotations.OfType<ResourceRelationshipAnnotation>()
            .Where(relation => relation.Type == "Reference")
            .Select(relation => relation.Resource.Name)
            .Distinct()
            .Order();

    private static ResourceCommandState StateOf(ResourceCommandAnnotation command, string state) =>
        command.UpdateState(
            new UpdateCommandStateContext
            {
                ResourceSnapshot = new CustomResourceSnapshot
                {
                    ResourceType = "Project",
                    Properties = [],
                    State = state,
                },
                Services = new ServiceCollection().BuildServiceProvider(),
            }
        );
}
