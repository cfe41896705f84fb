using BtcTracker.Deploy;
using BtcTracker.Tests.App;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Deploy;

/// <summary>In the collection, since the CDK has one process for everybody.</summary>
[Trait("Level", "Deploy")]
[Collection(StacksOnce.Name)]
public sealed class PublishedSynthesisTests
{
    [Fact]
    [Slow]
    public async Task Without_a_manifest_the_AppHost_publishes_it()
    {
        using var folder = new TemporaryFolder();
        var (output, errors) = (new StringWriter(), new StringWriter());

        Assert.True(await SynthCommand.RunAsync(["synth", "--output", folder.Path], output, errors) == 0, errors.ToString());

        Assert.True(File.Exists(folder.PathOf("aspire-manifest.json")));
        Assert.Contains(folder.PathOf("btctracker-data.template.json"), output.ToString(), StringComparison.Ordinal);
        Assert.Contains(folder.PathOf("btctracker-app.template.json"), output.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            "No pipeline stack: name a repository with --github or --gitlab to get one.",
            output.ToString(),
            StringComparison.Ordinal
        );
    }
}
