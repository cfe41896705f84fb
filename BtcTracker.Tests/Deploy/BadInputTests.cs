using System.Diagnostics;
using BtcTracker.Deploy;
using BtcTracker.Deploy.Options;
using BtcTracker.Tests.App;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Deploy;

/// <summary>What AWS would refuse later is refused at once, before the CDK is started.</summary>
[Trait("Level", "Deploy")]
public sealed class BadInputTests : IDisposable
{
    private const string Manifest = """
        {"resources": {
          "coinmarketcap-api-key": {"type": "parameter.v0", "value": "{coinmarketcap-api-key.inputs.value}", "inputs": {"value": {"type": "string", "secret": true}}},
          "ingest": {"type": "project.v0", "path": "i.csproj", "env": {"Ingest__Interval": "00:05:00", "Store__Table": "btctracker"}},
          "web": {"type": "project.v0", "path": "w.csproj", "env": {"Store__Table": "btctracker"}, "bindings": {"http": {"scheme": "http"}}}}}
        """;

    private const string Certificate = "arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--region 'mars-north-1' does not exist. Use one of af-south-1, ", "--region", "mars-north-1")]
    [InlineData(
        "--certificate is in the region eu-west-1: a load balancer needs one in its own region, us-east-1.",
        "--region",
        "us-east-1",
        "--domain",
        "btc.example.com",
        "--certificate",
        Certificate
    )]
    [InlineData("--certificate 'my-cert' is not allowed: take the ARN of an ACM certificate", "--certificate", "my-cert")]
    [InlineData(
        "--certificate begins with arn:aws-cn: in the region eu-west-1 it begins with arn:aws.",
        "--region",
        "eu-west-1",
        "--domain",
        "btc.example.com",
        "--certificate",
        "arn:aws-cn:acm:eu-west-1:111122223333:certificate/0a1b2c3d"
    )]
    [InlineData("--certificate needs --domain", "--region", "eu-west-1", "--certificate", Certificate)]
    [InlineData("--hosted-zone needs --domain", "--hosted-zone", "Z0123456789ABC")]
    [InlineData(
        "--schedule 'cron(0 0/6 * * * *)' would be refused by AWS: exactly one of day-of-month and day-of-week must be '?'.",
        "--ingest",
        "schedule",
        "--schedule",
        "cron(0 0/6 * * * *)"
    )]
    [InlineData("--schedule 'rate(6 hour)' would be refused by AWS", "--ingest", "lambda", "--schedule", "rate(6 hour)")]
    [InlineData("--schedule needs --ingest schedule or --ingest lambda", "--schedule", "rate(6 hours)")]
    [InlineData(
        "--table 'prices of bitcoin' is not allowed: take 3 to 255 letters, digits, dots, underscores and hyphens.",
        "--table",
        "prices of bitcoin"
    )]
    [InlineData("--table 'ab' is not allowed", "--table", "ab")]
    [InlineData("--table 'prices\n' is not allowed", "--table", "prices\n")]
    [InlineData("--domain 'btc.example.com\n' is not allowed", "--domain", "btc.example.com\n")]
    [InlineData("--network 'secret' is not allowed: take public or private.", "--network", "secret")]
    [InlineData("--ingest 'cronjob' is not allowed: take service, schedule or lambda.", "--ingest", "cronjob")]
    [InlineData("--collector 'yes' is not allowed: take on or off.", "--collector", "yes")]
    [InlineData("--architecture 'x86' is not allowed: take x64 or arm64.", "--architecture", "x86")]
    [InlineData("--name 'Btc_Tracker' is not allowed: take 2 to 20 lower-case letters", "--name", "Btc_Tracker")]
    [InlineData("--domain 'not a domain' is not allowed", "--domain", "not a domain")]
    [InlineData("--alarm-email 'nobody' is not allowed: take an e-mail address.", "--alarm-email", "nobody")]
    [InlineData("--github 'https://github.com/octo/btc' is not allowed: take owner/name", "--github", "https://github.com/octo/btc")]
    [InlineData("--github 'octo@1/btc' is not allowed: take owner/name, or owner@ID/name@ID with both ids", "--github", "octo@1/btc")]
    [InlineData("--github 'octo/btc@2' is not allowed", "--github", "octo/btc@2")]
    [InlineData("--web-cpu '300' is not allowed: take 256, 512, 1024, 2048, 4096; 1024 are one processor.", "--web-cpu", "300")]
    [InlineData("--web-memory '512' is not allowed: with --web-cpu 512 take 1024, 2048, 3072, 4096 (MiB).", "--web-memory", "512")]
    [InlineData("--web-tasks '10..2' is not allowed: take FEWEST..MOST, such as 2..10, from 1 to 1000.", "--web-tasks", "10..2")]
    [InlineData("--web-tasks '0..2' is not allowed", "--web-tasks", "0..2")]
    [InlineData("--web-tasks 'two' is not allowed", "--web-tasks", "two")]
    [InlineData("--nat '3' is not allowed: take 1 or 2.", "--network", "private", "--nat", "3")]
    [InlineData("--nat needs --network private", "--nat", "1")]
    [InlineData("--status on needs --certificate", "--status", "on")]
    [InlineData("--status 'yes' is not allowed: take on or off.", "--status", "yes")]
    [InlineData("--without-secret 'token' is not a secret of the manifest. Use coinmarketcap-api-key.", "--without-secret", "token")]
    [InlineData("--branch '*' is not allowed", "--branch", "*")]
    [InlineData("Unrecognized command or argument '--zone'.", "--zone", "x")]
    public async Task A_wrong_parameter_is_refused_with_its_name_and_what_is_allowed(string message, params string[] options) =>
        Assert.Contains(message, await RefusalAsync(Manifest, options), StringComparison.Ordinal);

    [Fact]
    public async Task Everything_that_is_wrong_is_reported_at_once()
    {
        var lines = (await RefusalAsync(Manifest, "--region", "mars", "--table", "a b", "--network", "x"))
            .Trim()
            .Split(Environment.NewLine);
        Assert.Equal(["--region", "--table", "--network"], lines.Select(line => line.Split(' ')[0]));
    }

    [Theory]
    [InlineData("it is not JSON", "{")]
    [InlineData("it has no object \"resources\"", "[]")]
    [InlineData("it has no object \"resources\"", """{"resources": []}""")]
    [InlineData(
        "its resource 'market' is of the type 'container.v0': project.v0 and parameter.v0 are allowed.",
        """{"resources": {"market": {"type": "container.v0"}}}"""
    )]
    [InlineData("its resource 'web' is of the type ''", """{"resources": {"web": 1}}""")]
    [InlineData("\"env\" of 'web' is not an object", """{"resources": {"web": {"type": "project.v0", "env": []}}}""")]
    [InlineData("the variable 'A' of 'web' is not a string", """{"resources": {"web": {"type": "project.v0", "env": {"A": 1}}}}""")]
    [InlineData(
        "the binding 'http' of 'web' is not an object",
        """{"resources": {"web": {"type": "project.v0", "bindings": {"http": 8080}}}}"""
    )]
    [InlineData(
        "the targetPort \"8080\" of 'web' is not a port: 1 to 65535 are allowed.",
        """{"resources": {"web": {"type": "project.v0", "bindings": {"http": {"targetPort": "8080"}}}}}"""
    )]
    [InlineData(
        "the targetPort 99999 of 'web' is not a port",
        """{"resources": {"web": {"type": "project.v0", "bindings": {"http": {"targetPort": 99999}}}}}"""
    )]
    [InlineData(
        "the targetPort 0 of 'web' is not a port",
        """{"resources": {"web": {"type": "project.v0", "bindings": {"http": {"targetPort": 0}}}}}"""
    )]
    [InlineData(
        "the targetPort 8080.5 of 'web' is not a port",
        """{"resources": {"web": {"type": "project.v0", "bindings": {"http": {"targetPort": 8080.5}}}}}"""
    )]
    [InlineData("it has no project 'ingest'", """{"resources": {"web": {"type": "project.v0"}}}""")]
    public async Task A_manifest_of_an_unknown_shape_is_refused(string message, string manifest)
    {
        var refusal = await RefusalAsync(manifest);
        Assert.StartsWith("--manifest", refusal, StringComparison.Ordinal);
        Assert.Contains(message, refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("the project 'market' is not deployed", "\"ingest\":", "\"market\": {\"type\": \"project.v0\"}, \"ingest\":")]
    [InlineData("'web' has no http binding", "\"http\": {\"scheme\"", "\"grpc\": {\"scheme\"")]
    [InlineData(
        "has the expression {ingest.bindings.http.url}, which is not known here",
        "\"00:05:00\"",
        "\"00:05:00\", \"PEER\": \"{ingest.bindings.http.url}\""
    )]
    [InlineData(
        "Market__Mode of 'ingest' is 'demo': published services are live.",
        "\"00:05:00\"",
        "\"00:05:00\", \"Market__Mode\": \"demo\""
    )]
    [InlineData("Ingest__Interval of ingest is '5m': it must be 00:01:00 to 1.00:00:00.", "00:05:00", "5m")]
    [InlineData(
        "Store__Table is 'b' and 'btctracker'",
        "\"web\": {\"type\": \"project.v0\", \"path\": \"w.csproj\", \"env\": {\"Store__Table\": \"btctracker\"}",
        "\"web\": {\"type\": \"project.v0\", \"path\": \"w.csproj\", \"env\": {\"Store__Table\": \"b\"}"
    )]
    public async Task A_manifest_that_cannot_be_deployed_is_refused(string message, string part, string other)
    {
        Assert.Contains(part, Manifest, StringComparison.Ordinal);
        var refusal = await RefusalAsync(Manifest.Replace(part, other, StringComparison.Ordinal));
        Assert.StartsWith("--manifest", refusal, StringComparison.Ordinal);
        Assert.Contains(message, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interval_that_no_schedule_keeps_is_refused() =>
        Assert.Contains(
            "no single schedule of EventBridge starts at each slot of Ingest:Interval 00:07:30",
            await RefusalAsync(Manifest.Replace("00:05:00", "00:07:30", StringComparison.Ordinal), "--ingest", "lambda"),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task A_missing_manifest_is_refused_with_how_to_publish_it()
    {
        var errors = new StringWriter();
        Assert.Equal(1, await SynthCommand.RunAsync(["synth", "--manifest", _folder.PathOf("none.json")], TextWriter.Null, errors));
        Assert.Contains(
            "Publish it with: dotnet run --project BtcTracker.AppHost -- --publisher manifest --output-path aspire-manifest.json",
            errors.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_missing_Node_is_named_with_where_to_get_it_and_nothing_is_written()
    {
        await File.WriteAllTextAsync(_folder.PathOf("manifest.json"), Manifest, Token);

        // The folders of its own PATH are searched for dotnet, not those of the child's.
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(SynthCommand).Assembly.Location, "synth", "--manifest", "manifest.json"])
        {
            RedirectStandardError = true,
            WorkingDirectory = _folder.Path,
            Environment = { ["PATH"] = "/nowhere" },
        };
        using var synth = Process.Start(start)!;
        var error = await synth.StandardError.ReadToEndAsync(Token);
        await synth.WaitForExitAsync(Token);
        Assert.Equal(
            (
                1,
                "The synthesis needs the program 'node', which was not found. Install Node.js 20 or newer from https://nodejs.org and "
                    + "start again."
            ),
            (synth.ExitCode, error.Trim())
        );
        Assert.False(Directory.Exists(_folder.PathOf("cdk.out")));
    }

    [Fact]
    public async Task Every_parameter_is_in_the_operators_guide()
    {
        var guide = await File.ReadAllTextAsync(Path.Combine(RepositoryPaths.Root, "docs", "operations.md"), Token);
        Assert.All(OptionTexts.All, option => Assert.Contains($"| `{option.Name}` |", guide, StringComparison.Ordinal));
    }

    private async Task<string> RefusalAsync(string manifest, params string[] options)
    {
        var path = _folder.PathOf("manifest.json");
        await File.WriteAllTextAsync(path, manifest, Token);
        var errors = new StringWriter();
        Assert.Equal(
            1,
            await SynthCommand.RunAsync(
                ["synth", "--manifest", path, "--output", _folder.PathOf("out"), .. options],
                TextWriter.Null,
                errors
            )
        );
        Assert.False(Directory.Exists(_folder.PathOf("out")));
        return errors.ToString();
    }
}
