using System.Text.Json.Nodes;
using Aspire.Hosting;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App.LocalHosting;

/// <summary>Models the parts of the fixture's app model that the built-in engine knows, and compares with what Aspire made of them.</summary>
[Trait("Level", "App")]
public sealed class ManifestShapeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_secret_parameter_is_written_as_Aspire_writes_it()
    {
        var manifest = await PublishAsync(builder => builder.AddParameter("coinapi-key", () => "0123-secret-4567", secret: true));
        AssertAsAspire("coinapi-key", manifest);
        Assert.DoesNotContain("0123-secret-4567", manifest.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_executable_is_written_as_Aspire_writes_it()
    {
        var manifest = await PublishAsync(builder => builder
            .AddExecutable("dynamodb-local", "java", Path.Combine(_folder.Path, ".data"), "-jar", "DynamoDBLocal.jar", "-inMemory")
            .WithHttpEndpoint(port: 8000, env: "PORT", isProxied: false));
        AssertAsAspire("dynamodb-local", manifest);
    }

    [Fact]
    public async Task A_project_with_a_page_is_written_as_Aspire_writes_it()
    {
        var manifest = await PublishAsync(builder => builder.AddProject<Page>("web")
            .WithExternalHttpEndpoints()
            .WithHttpHealthCheck("/health")
            .WithReference(builder.AddProject<Page>("ingest")));
        AssertAsAspire("web", manifest);
    }

    [Fact]
    public async Task A_projects_arguments_and_expressions_are_written_as_Aspire_writes_them()
    {
        var manifest = await PublishAsync(builder =>
        {
            var store = builder.AddExecutable("dynamodb-local", "java", ".").WithHttpEndpoint(port: 8000);
            builder.AddProject<Page>("ingest")
                .WithArgs("--loop")
                .WithEnvironment("COINAPI_KEY", builder.AddParameter("coinapi-key", () => "", secret: true))
                .WithEnvironment("AWS_ENDPOINT_URL_DYNAMODB", store.GetEndpoint("http"))
                .WaitFor(store);
        });

        var (ours, aspires) = (manifest["resources"]!["ingest"]!, Fixture()["resources"]!["ingest"]!);
        Assert.True(JsonNode.DeepEquals(aspires["args"], ours["args"]));
        Assert.All(ours["env"]!.AsObject(), variable => Assert.Equal((string?)aspires["env"]![variable.Key], (string?)variable.Value));
        Assert.Contains("COINAPI_KEY", ours["env"]!.AsObject());
    }

    [Fact]
    public async Task A_project_without_an_address_has_no_bindings()
    {
        var manifest = await PublishAsync(builder => builder.AddProject<Projects.BtcTracker_Ingest>("ingest"));
        var ingest = manifest["resources"]!["ingest"]!;
        Assert.Null(ingest["bindings"]);
        Assert.Equal(["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"], ingest["env"]!.AsObject().Select(variable => variable.Key));
    }

    private static JsonNode Fixture() => JsonNode.Parse(File.ReadAllText(RepositoryPaths.Fixture("aspire/aspire-13.5.2.manifest.json")))!;

    // Paths are of the machine that each was made on.
    private static void AssertAsAspire(string name, JsonNode manifest)
    {
        var (ours, aspires) = (manifest["resources"]![name]!, Fixture()["resources"]![name]!);
        if (ours["path"] is not null)
        {
            ours["path"] = aspires["path"]!.DeepClone();
        }

        Assert.Equal(aspires.ToJsonString(), ours.ToJsonString());
    }

    private async Task<JsonNode> PublishAsync(Action<IDistributedApplicationBuilder> model)
    {
        var path = _folder.PathOf("aspire-manifest.json");
        var builder = DistributedApplication.CreateBuilder(["--publisher", "manifest", "--output-path", path]);
        model(builder);
        await using var application = builder.Build();
        await application.RunAsync(Token);
        return JsonNode.Parse(await File.ReadAllTextAsync(path, Token))!;
    }

    private sealed class Page : IProjectMetadata
    {
        public string ProjectPath { get; } = new Projects.BtcTracker_Web().ProjectPath;
    }
}
