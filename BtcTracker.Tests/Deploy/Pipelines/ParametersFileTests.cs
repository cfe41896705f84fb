using BtcTracker.Deploy;
using BtcTracker.Tests.App;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Deploy.Pipelines;

/// <summary>The file of parameters that both pipelines and the operator give to <c>synth</c>.</summary>
[Trait("Level", "Deploy")]
public sealed class ParametersFileTests : IDisposable
{
    private static readonly string Production = Path.Combine(RepositoryPaths.Root, "deploy", "production.rsp");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_is_taken_as_it_is() =>
        Assert.DoesNotContain(" is not allowed", await RefusalAsync(Production), StringComparison.Ordinal);

    [Fact]
    public async Task The_parameters_that_it_shows_are_taken_too()
    {
        var shown = _folder.PathOf("shown.rsp");
        await File.WriteAllTextAsync(
            shown,
            (await File.ReadAllTextAsync(Production, TestContext.Current.CancellationToken)).Replace(
                "# --",
                "--",
                StringComparison.Ordinal
            ),
            TestContext.Current.CancellationToken
        );
        Assert.DoesNotContain(" is not allowed", await RefusalAsync(shown), StringComparison.Ordinal);
        await File.AppendAllTextAsync(shown, "--architecture x86\n", TestContext.Current.CancellationToken);
        Assert.Contains("--architecture 'x86' is not allowed", await RefusalAsync(shown), StringComparison.Ordinal);
    }

    // Without a manifest nothing is synthesized: problems of the parameters are reported before or with that.
    private async Task<string> RefusalAsync(string file)
    {
        var errors = new StringWriter();
        Assert.Equal(
            1,
            await SynthCommand.RunAsync(["synth", $"@{file}", "--manifest", _folder.PathOf("missing.json")], TextWriter.Null, errors)
        );
        Assert.DoesNotContain("Unrecognized", errors.ToString(), StringComparison.Ordinal);
        return errors.ToString();
    }
}
