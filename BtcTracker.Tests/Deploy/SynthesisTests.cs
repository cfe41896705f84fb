using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Deploy;

[Trait("Level", "Deploy")]
[Collection(StacksOnce.Name)]
public sealed class SynthesisTests(SynthesizedStacks stacks)
{
    // Above this CloudFormation takes a template from a bucket only.
    private const int LargestTemplate = 51_200;

    public static TheoryData<string, string> All => SynthesizedStacks.All;

    [Theory]
    [MemberData(nameof(All))]
    public void CloudFormation_takes_each_template_as_it_is(string deployment, string stack)
    {
        var template = stacks[deployment, stack];
        Assert.InRange(new FileInfo(template.Path).Length, 1, LargestTemplate);
        Assert.DoesNotContain("Rules", template.Sections);
        Assert.DoesNotContain("BootstrapVersion", template.Parameters.Select(parameter => parameter.Key));
        Assert.DoesNotContain("cdk-hnb659fds", template.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SynthesizedStacks.Plain)]
    [InlineData(SynthesizedStacks.Private)]
    [InlineData(SynthesizedStacks.Function)]
    public void The_images_digests_are_a_deployments_only_parameters(string deployment)
    {
        var app = stacks[deployment, "app"];
        Assert.Equal(
            ["IngestImageDigest", "WebImageDigest"],
            app.Parameters.Select(parameter => parameter.Key).Order(StringComparer.Ordinal)
        );
        Assert.All(app.Parameters, parameter => Assert.Equal("^sha256:[0-9a-f]{64}$", (string?)parameter.Value!["AllowedPattern"]));
        Assert.Empty(stacks[deployment, "data"].Parameters);
        Assert.Empty(stacks[deployment, "pipeline"].Parameters);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task An_operator_finds_each_output_in_the_guide(string deployment, string stack)
    {
        var template = stacks[deployment, stack];
        var guide = await File.ReadAllTextAsync(
            Path.Combine(RepositoryPaths.Root, "docs", "operations.md"),
            TestContext.Current.CancellationToken
        );
        Assert.All(
            template.Outputs.Except(template.Exports),
            name =>
                Assert.Contains(
                    name.StartsWith("SecretArn", StringComparison.Ordinal) ? "`SecretArn…`" : $"`{name}`",
                    guide,
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void The_outputs_say_where_everything_is()
    {
        var (app, data, pipeline) = (
            stacks[SynthesizedStacks.Plain, "app"],
            stacks[SynthesizedStacks.Plain, "data"],
            stacks[SynthesizedStacks.Plain, "pipeline"]
        );
        Assert.StartsWith("http://${Front", app.Output("Url"), StringComparison.Ordinal);
        Assert.Equal("btctracker", app.Output("Table"));
        Assert.All(
            ["Cluster", "WebService", "IngestService", "WebLog", "IngestLog", "AlarmTopic"],
            name => Assert.NotEmpty(app.Output(name))
        );
        Assert.All(
            ["TableName", "WebRepository", "IngestRepository", "SecretArncoinmarketcapapikey"],
            name => Assert.NotEmpty(data.Output(name))
        );
        Assert.All(["BuildRole", "DeployRole"], name => Assert.NotEmpty(pipeline.Output(name)));
        Assert.Equal("https://btc.example.com", stacks[SynthesizedStacks.Private, "app"].Output("Url"));
        Assert.NotEmpty(stacks[SynthesizedStacks.Private, "app"].Output("IngestSchedule"));
        Assert.NotEmpty(stacks[SynthesizedStacks.Function, "app"].Output("IngestFunction"));
    }
}
