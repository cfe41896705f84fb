using System.Globalization;
using System.Text.Json.Nodes;

namespace BtcTracker.Tests.Deploy;

[Trait("Level", "Deploy")]
[Collection(StacksOnce.Name)]
public sealed class TaskTests(SynthesizedStacks stacks)
{
    private Template App => stacks[SynthesizedStacks.Plain, "app"];

    [Theory]
    [InlineData(SynthesizedStacks.Plain, 4)]
    [InlineData(SynthesizedStacks.Private, 4)]
    [InlineData(SynthesizedStacks.Function, 1)]
    public void Every_container_is_confined_and_has_time_to_drain(string deployment, int containers)
    {
        var all = stacks[deployment, "app"]
            .All("AWS::ECS::TaskDefinition")
            .SelectMany(task => task["ContainerDefinitions"]!.AsArray())
            .ToList();
        Assert.Equal(containers, all.Count);
        Assert.All(
            all,
            container =>
            {
                Assert.Equal("1654", (string?)container!["User"]);
                Assert.True((bool)container["ReadonlyRootFilesystem"]!);
                Assert.Equal("ALL", (string?)Assert.Single(container["LinuxParameters"]!["Capabilities"]!["Drop"]!.AsArray()));
                Assert.Null(container["LinuxParameters"]!["Capabilities"]!["Add"]);
                Assert.Equal(120, (int)container["StopTimeout"]!);
                Assert.Equal("awslogs", (string?)container["LogConfiguration"]!["LogDriver"]);
            }
        );
    }

    [Fact]
    public void Images_are_named_by_digest_in_the_services_own_repositories()
    {
        Assert.EndsWith("@${WebImageDigest}", Template.Flat(Container("web", "web")["Image"]), StringComparison.Ordinal);
        Assert.EndsWith("@${IngestImageDigest}", Template.Flat(Container("ingest", "ingest")["Image"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_are_the_manifests_with_its_expressions_resolved()
    {
        var web = Variables(Container("web", "web"));
        Assert.Equal("8080", web["HTTP_PORTS"]);
        Assert.Equal("true", web["ASPNETCORE_FORWARDEDHEADERS_ENABLED"]);
        Assert.All(
            [web, Variables(Container("ingest", "ingest"))],
            variables =>
            {
                Assert.Equal("live", variables["Market__Mode"]);
                Assert.Equal("btctracker", variables["Store__Table"]);
                Assert.Equal("us-east-1", variables["AWS_REGION"]);
                Assert.DoesNotContain("AWS_ENDPOINT_URL_DYNAMODB", variables.Keys);
                Assert.DoesNotContain(
                    variables.Values,
                    value => value.Contains(".bindings.", StringComparison.Ordinal) || value.Contains(".value}", StringComparison.Ordinal)
                );
            }
        );
        Assert.Equal(8080, (int)Container("web", "web")["PortMappings"]![0]!["ContainerPort"]!);
    }

    /// <summary>What ingest's end takes besides is the workers' and the telemetry's, five seconds.</summary>
    [Fact]
    public void Ingest_stops_waiting_for_the_store_before_it_is_killed()
    {
        var ingest = Container("ingest", "ingest");
        var drain = TimeSpan.Parse(Variables(ingest)["Ingest__DrainTime"], CultureInfo.InvariantCulture);
        Assert.Equal(TimeSpan.FromSeconds(100), drain);
        Assert.True(drain.TotalSeconds + 5 < (int)ingest["StopTimeout"]!);
    }

    [Fact]
    public void Only_ingest_gets_the_key_from_Secrets_Manager()
    {
        var secret = Assert.Single(Container("ingest", "ingest")["Secrets"]!.AsArray())!;
        Assert.Equal("Sources__CoinMarketCap__ApiKey", (string?)secret["Name"]);
        Assert.Contains("Secretcoinmarketcapapikey", Template.Flat(secret["ValueFrom"]), StringComparison.Ordinal);
        Assert.Null(Container("web", "web")["Secrets"]);
        Assert.DoesNotContain("Sources__CoinMarketCap__ApiKey", Variables(Container("ingest", "ingest")).Keys);
    }

    [Theory]
    [InlineData(SynthesizedStacks.Plain, "512", "1024", "20480")]
    [InlineData(SynthesizedStacks.Private, "1024", "2048", "53248")]
    public void A_task_of_the_web_holds_as_many_streams_as_its_memory_takes(string deployment, string cpu, string memory, string streams)
    {
        var task = stacks[deployment, "app"]
            .All("AWS::ECS::TaskDefinition")
            .Single(task => ((string)task["Family"]!).EndsWith("-web", StringComparison.Ordinal));
        Assert.Equal((cpu, memory), ((string?)task["Cpu"], (string?)task["Memory"]));
        var web = task["ContainerDefinitions"]!.AsArray().Single(container => (string?)container!["Name"] == "web")!;
        Assert.Equal(streams, Variables(web)["Limits__Streams"]);
    }

    [Fact]
    public void Only_the_web_gets_the_token_of_the_operators_page_from_Secrets_Manager()
    {
        var secrets = stacks[SynthesizedStacks.Private, "app"]
            .All("AWS::ECS::TaskDefinition")
            .SelectMany(task => task["ContainerDefinitions"]!.AsArray())
            .SelectMany(
                container => container!["Secrets"]?.AsArray() ?? [],
                (container, secret) => ((string?)container!["Name"], (string?)secret!["Name"])
            );
        Assert.Equal([("ingest", "Sources__CoinMarketCap__ApiKey"), ("web", "Status__Token")], secrets.Order());
        Assert.DoesNotContain("Status__Token", App.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_key_no_container_asks_for_one()
    {
        var app = stacks[SynthesizedStacks.Keyless, "app"];
        Assert.DoesNotContain("Sources__CoinMarketCap__ApiKey", app.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secretsmanager", app.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Ingest_is_asked_by_its_own_program_and_the_web_by_the_load_balancer()
    {
        Assert.Equal("CMD,./BtcTracker.Ingest,health", Template.Flat(Container("ingest", "ingest")["HealthCheck"]!["Command"]));
        Assert.Null(Container("web", "web")["HealthCheck"]);
    }

    [Fact]
    public void A_collector_runs_beside_each_service_and_a_service_outlives_it()
    {
        Assert.All(
            ["web", "ingest"],
            service =>
            {
                Assert.False((bool)Container(service, "collector")["Essential"]!);
                Assert.Equal("http://127.0.0.1:4317", Variables(Container(service, service))["OTEL_EXPORTER_OTLP_ENDPOINT"]);
                Assert.Equal("delta", Variables(Container(service, service))["OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE"]);
                Assert.Contains("awsemf", Variables(Container(service, "collector"))["AOT_CONFIG_CONTENT"], StringComparison.Ordinal);
            }
        );
    }

    [Fact]
    public void The_collector_can_be_turned_off_with_all_its_rights()
    {
        var app = stacks[SynthesizedStacks.Function, "app"];
        Assert.DoesNotContain("aws-otel-collector", app.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("OTEL_EXPORTER_OTLP_ENDPOINT", app.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("xray:", app.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SynthesizedStacks.Plain, "X86_64")]
    [InlineData(SynthesizedStacks.Function, "ARM64")]
    public void The_processor_is_the_one_that_the_images_are_for(string deployment, string architecture) =>
        Assert.All(
            stacks[deployment, "app"].All("AWS::ECS::TaskDefinition"),
            task => Assert.Equal(architecture, (string?)task["RuntimePlatform"]!["CpuArchitecture"])
        );

    private static Dictionary<string, string> Variables(JsonNode container) =>
        container["Environment"]!
            .AsArray()
            .ToDictionary(variable => (string)variable!["Name"]!, variable => Template.Flat(variable!["Value"]));

    private JsonNode Container(string service, string name) =>
        App.All("AWS::ECS::TaskDefinition").Single(task => (string?)task["Family"] == $"btctracker-{service}")["ContainerDefinitions"]!
            .AsArray()
            .Single(container => (string?)container!["Name"] == name)!;
}
