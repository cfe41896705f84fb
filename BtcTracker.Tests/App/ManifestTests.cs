using System.Text.Json.Nodes;
using BtcTracker.AppHost;
using BtcTracker.Ingest.Alerts.Push;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App;

/// <summary>What the AppHost publishes with <c>--publisher manifest</c>. The deployment is made from it.</summary>
[Trait("Level", "App")]
public sealed class ManifestTests : IDisposable
{
    /// <summary>Live, with no setting changed. Ingest has no address, so it has no bindings.</summary>
    private const string Manifest = """
        {
          "resources": {
            "coinmarketcap-api-key": {
              "type": "parameter.v0",
              "value": "{coinmarketcap-api-key.inputs.value}",
              "inputs": {
                "value": {
                  "type": "string",
                  "secret": true
                }
              }
            },
            "ingest": {
              "type": "project.v0",
              "path": "INGEST",
              "env": {
                "OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY": "in_memory",
                "Ingest__Interval": "00:05:00",
                "Ingest__DrainTime": "00:01:40",
                "Sources__CoinMarketCap__ApiKey": "{coinmarketcap-api-key.value}",
                "Market__Mode": "live",
                "Store__Table": "btctracker"
              }
            },
            "web": {
              "type": "project.v0",
              "path": "WEB",
              "env": {
                "OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY": "in_memory",
                "ASPNETCORE_FORWARDEDHEADERS_ENABLED": "true",
                "HTTP_PORTS": "{web.bindings.http.targetPort}",
                "Market__Mode": "live",
                "Store__Table": "btctracker"
              },
              "bindings": {
                "http": {
                  "scheme": "http",
                  "protocol": "tcp",
                  "transport": "http",
                  "external": true
                },
                "https": {
                  "scheme": "https",
                  "protocol": "tcp",
                  "transport": "http",
                  "external": true
                }
              }
            }
          }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Services_are_live_and_nothing_of_this_machine_is_published()
    {
        var manifest = await PublishAsync(
            "--Market:Mode=demo",
            "--Ingest:Interval=6h",
            "--Ingest:Rates=false",
            "--Ingest:DrainTime=50s",
            "--Limits:Streams=9000",
            "--Alerts:Webhook:Url=http://127.0.0.1:9/",
            "--Alerts:Webhook:Secret=0123456789abcdef"
        );
        var resources = manifest["resources"]!.AsObject();

        Assert.Equal(
            [ResourceNames.CoinMarketCapApiKey, ResourceNames.Ingest, ResourceNames.Web],
            resources.Select(resource => resource.Key).Order(StringComparer.Ordinal)
        );
        AssertEnvironment(
            resources[ResourceNames.Ingest]!,
            new()
            {
                ["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory",
                ["Ingest__Interval"] = "06:00:00",
                ["Ingest__Rates"] = "false",
                ["Ingest__DrainTime"] = "00:00:50",
                ["Sources__CoinMarketCap__ApiKey"] = "{coinmarketcap-api-key.value}",
                ["Market__Mode"] = "live",
                ["Store__Table"] = "btctracker",
            }
        );
        AssertEnvironment(
            resources[ResourceNames.Web]!,
            new()
            {
                ["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory",
                ["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true",
                ["HTTP_PORTS"] = "{web.bindings.http.targetPort}",
                ["Limits__Streams"] = "9000",
                ["Market__Mode"] = "live",
                ["Store__Table"] = "btctracker",
            }
        );
    }

    [Fact]
    public async Task The_key_of_web_push_is_a_secret_of_ingest_without_a_value_and_the_web_has_its_public_half()
    {
        var keys = VapidKeys.Make();
        var manifest = await PublishAsync(
            "--Alerts:Webhook:Url=http://127.0.0.1:9/",
            "--Alerts:Push:Subject=mailto:ops@example.com",
            $"--Alerts:Push:PublicKey={keys.PublicKey}",
            $"--Alerts:Push:PrivateKey={keys.PrivateKey}"
        );
        var resources = manifest["resources"]!;

        Assert.True((bool)resources[ResourceNames.AlertsPushPrivateKey]!["inputs"]!["value"]!["secret"]!);
        Assert.DoesNotContain(keys.PrivateKey, manifest.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(
            [
                ("Alerts__Push__PrivateKey", "{alerts-push-private-key.value}"),
                ("Alerts__Push__PublicKey", keys.PublicKey),
                ("Alerts__Push__Subject", "mailto:ops@example.com"),
            ],
            AlertsOf(resources[ResourceNames.Ingest]!)
        );
        Assert.Equal([("Alerts__Push__PublicKey", keys.PublicKey)], AlertsOf(resources[ResourceNames.Web]!));
    }

    [Fact]
    public async Task Rules_are_published_and_the_webhook_is_a_secret_of_ingest_without_its_address()
    {
        var manifest = await PublishAsync(
            "--Alerts:Rules:0:Above=5",
            "--Alerts:Rules:1:Gap=true",
            "--Alerts:Topic=arn:aws:sns:us-east-1:111122223333:of-this-machine",
            "--Alerts:Webhook:Format=slack",
            "--Alerts:Webhook:Url=http://127.0.0.1:9/hidden-path"
        );
        var resources = manifest["resources"]!;

        Assert.DoesNotContain("hidden-path", manifest.ToJsonString(), StringComparison.Ordinal);
        Assert.True((bool)resources[ResourceNames.AlertsWebhookUrl]!["inputs"]!["value"]!["secret"]!);
        Assert.Null(resources[ResourceNames.AlertsWebhookSecret]);
        Assert.Equal(
            [
                ("Alerts__Rules__0__Above", "5"),
                ("Alerts__Rules__1__Gap", "true"),
                ("Alerts__Webhook__Format", "slack"),
                ("Alerts__Webhook__Url", "{alerts-webhook-url.value}"),
            ],
            AlertsOf(resources[ResourceNames.Ingest]!)
        );
        Assert.Empty(AlertsOf(resources[ResourceNames.Web]!));
    }

    private static IEnumerable<(string Name, string? Value)> AlertsOf(JsonNode service) =>
        service["env"]!
            .AsObject()
            .Where(variable => variable.Key.StartsWith("Alerts__", StringComparison.Ordinal))
            .Select(variable => (variable.Key, (string?)variable.Value))
            .Order();

    [Fact]
    public async Task Paths_are_relative_to_the_manifest_and_the_key_is_a_secret_without_a_value()
    {
        var manifest = await PublishAsync("--Parameters:coinmarketcap-api-key=0123-secret-4567");
        var resources = manifest["resources"]!;

        Assert.True(File.Exists(Path.GetFullPath((string)resources[ResourceNames.Web]!["path"]!, _folder.Path)));
        Assert.True((bool)resources[ResourceNames.CoinMarketCapApiKey]!["inputs"]!["value"]!["secret"]!);
        Assert.DoesNotContain("0123-secret-4567", manifest.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_manifest_is_byte_for_byte_the_one_that_the_deployment_was_made_from_so_far()
    {
        await PublishAsync();
        string PathOf(string project) =>
            Path.GetRelativePath(_folder.Path, Path.Combine(RepositoryPaths.Root, project, $"{project}.csproj")).Replace('\\', '/');
        Assert.Equal(
            Manifest
                .Replace("INGEST", PathOf("BtcTracker.Ingest"), StringComparison.Ordinal)
                .Replace("WEB", PathOf("BtcTracker.Web"), StringComparison.Ordinal),
            await File.ReadAllTextAsync(_folder.PathOf("manifest.json"), Token)
        );
    }

    private static void AssertEnvironment(JsonNode resource, Dictionary<string, string> expected) =>
        Assert.Equal(expected, resource["env"]!.AsObject().ToDictionary(variable => variable.Key, variable => (string)variable.Value!));

    private async Task<JsonNode> PublishAsync(params string[] arguments)
    {
        using var appHost = new AppHostProcess(_folder.Path, ["--publisher", "manifest", "--output-path", "manifest.json", .. arguments]);
        Assert.True(await appHost.ExitCodeAsync(Token) == 0, string.Join('\n', appHost.Errors));
        return JsonNode.Parse(await File.ReadAllTextAsync(_folder.PathOf("manifest.json"), Token))!;
    }
}
