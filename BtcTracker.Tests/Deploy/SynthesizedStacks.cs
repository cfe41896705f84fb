using System.Text.Json.Nodes;
using BtcTracker.Deploy;
using BtcTracker.Tests.App;

namespace BtcTracker.Tests.Deploy;

/// <summary>Everything that reads the templates: they are synthesized once, since the CDK takes seconds to start.</summary>
[CollectionDefinition(Name)]
public sealed class StacksOnce : ICollectionFixture<SynthesizedStacks>
{
    public const string Name = "Synthesized stacks";
}

/// <summary>The templates of deployments that have every shape between them, from the manifest that the AppHost publishes.</summary>
public sealed class SynthesizedStacks : IAsyncLifetime
{
    /// <summary>The least that can be written: public, ingest as a service, no certificate.</summary>
    public const string Plain = "plain";

    /// <summary>Private over two gateways, HTTPS, the operator's page, larger tasks, ingest by a schedule, both forges.</summary>
    public const string Private = "private";

    /// <summary>Ingest as a function, no collector, a table of another name.</summary>
    public const string Function = "function";

    /// <summary>Without a key and without a pipeline.</summary>
    public const string Keyless = "keyless";

    /// <summary>Like the plain one, with a rule for alerts.</summary>
    public const string Alerting = "alerting";

    public const string Certificate = "arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-0000-1111-2222-333344445555";

    private static readonly string[] Deployments = [Plain, Private, Function];
    private static readonly string[] Stacks = ["data", "app", "pipeline"];

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<(string Deployment, string Stack), Template> _templates = [];

    /// <summary>Every template of the three larger ones with the names of its deployment and stack.</summary>
    public static TheoryData<string, string> All =>
        new(Deployments.SelectMany(deployment => Stacks, (deployment, stack) => (deployment, stack)));

    internal Template this[string deployment, string stack] => _templates[(deployment, stack)];

    /// <summary>The folder that a deployment was written to.</summary>
    internal string FolderOf(string deployment) => _folder.PathOf(deployment);

    public async ValueTask InitializeAsync()
    {
        var manifest = await PublishAsync();
        await SynthesizeAsync(
            Plain,
            "--manifest",
            manifest,
            "--region",
            "us-east-1",
            "--github",
            "octo/btc",
            "--alarm-email",
            "ops@example.com"
        );
        await SynthesizeAsync(
            Private,
            "--manifest",
            manifest,
            "--region",
            "eu-west-1",
            "--network",
            "private",
            "--nat",
            "2",
            "--web-cpu",
            "1024",
            "--web-memory",
            "2048",
            "--web-tasks",
            "3..20",
            "--status",
            "on",
            "--domain",
            "btc.example.com",
            "--certificate",
            Certificate,
            "--hosted-zone",
            "Z0123456789ABC",
            "--ingest",
            "schedule",
            "--schedule",
            "cron(0 0/6 * * ? *)",
            "--github",
            "octo@1/btc@2",
            "--gitlab",
            "group/btc"
        );
        await SynthesizeAsync(
            Function,
            "--manifest",
            manifest,
            "--region",
            "us-east-1",
            "--ingest",
            "lambda",
            "--collector",
            "off",
            "--architecture",
            "arm64",
            "--table",
            "other.table",
            "--gitlab",
            "group/btc",
            "--identity-providers",
            "existing"
        );
        var alerting = JsonNode.Parse(await File.ReadAllTextAsync(manifest))!;
        alerting["resources"]!["ingest"]!["env"]!["Alerts__Rules__0__Above"] = "100000";
        await File.WriteAllTextAsync(_folder.PathOf("alerting.json"), alerting.ToJsonString());
        await SynthesizeAsync(Alerting, "--manifest", _folder.PathOf("alerting.json"), "--region", "us-east-1");
        await SynthesizeAsync(Keyless, "--manifest", manifest, "--region", "us-east-1", "--without-secret", "coinmarketcap-api-key");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> PublishAsync()
    {
        using var appHost = new AppHostProcess(_folder.Path, ["--publisher", "manifest", "--output-path", "manifest.json"]);
        Assert.True(await appHost.ExitCodeAsync(TestContext.Current.CancellationToken) == 0, string.Join('\n', appHost.Errors));
        return _folder.PathOf("manifest.json");
    }

    private async Task SynthesizeAsync(string deployment, params string[] options)
    {
        var errors = new StringWriter();
        var folder = _folder.PathOf(deployment);
        Assert.True(
            await SynthCommand.RunAsync(["synth", .. options, "--output", folder], TextWriter.Null, errors) == 0,
            errors.ToString()
        );
        foreach (var path in Directory.GetFiles(folder, "*.template.json"))
        {
            // btctracker-app.template.json
            _templates[(deployment, Path.GetFileName(path).Split('-', '.')[1])] = new Template(path);
        }
    }
}
