namespace BtcTracker.Tests.App.Feed;

[Trait("Level", "App")]
public sealed class FeedProbeTests : IDisposable
{
    private const string Unreachable = "http://127.0.0.1:9/index.json";
    private const string NoAnswer = "No feed could be reached";
    private readonly ProbedCopy _copy = new();

    public void Dispose() => _copy.Dispose();

    [Fact]
    public async Task With_Aspire_on_the_feed_one_command_runs_the_real_engine()
    {
        _copy.Feed.AddAspire();

        Assert.Equal("real", await RunAsync());
        Assert.Equal(("false", "", ""), await _copy.PropertiesAsync("AspireAvailable", "ChosenSdk", "IsAspireHost", "-p:AspireAvailable=false"));
    }

    [Fact]
    public async Task Without_Aspire_on_the_feed_the_same_command_runs_the_built_in_engine()
    {
        Assert.Equal("built-in", await RunAsync());
    }

    [Fact]
    public async Task Each_optional_package_is_asked_for_on_its_own_and_part_of_Aspire_is_not_Aspire()
    {
        _copy.Feed.Add("OpenTelemetry.Extensions.Hosting", "1.20.1");
        _copy.Feed.Add("Aspire.Hosting.AppHost", "13.5.2");

        await ProbeAsync();

        Assert.Equal(
            ("true", "false", "false"),
            await _copy.PropertiesAsync("OpenTelemetryHostingAvailable", "AspireAvailable", "AspNetWebAssetsAvailable"));
    }

    [Fact]
    public async Task An_unreachable_feed_is_asked_again_and_an_answer_is_kept()
    {
        _copy.UseFeed(Unreachable);
        Assert.Contains(NoAnswer, await ProbeAsync(), StringComparison.Ordinal);

        _copy.Feed.AddAspire();
        _copy.UseFeed("feed");
        Assert.DoesNotContain(NoAnswer, await ProbeAsync(), StringComparison.Ordinal);

        _copy.UseFeed(Unreachable);
        Assert.DoesNotContain(NoAnswer, await ProbeAsync(), StringComparison.Ordinal);
        Assert.Equal(("true", "Aspire", ""), await _copy.PropertiesAsync("AspireAvailable", "ChosenSdk", "None"));
    }

    [Fact]
    public async Task What_is_said_to_be_available_does_not_fall_back()
    {
        var (exitCode, output) = await _copy.DotnetAsync("restore", "BtcTracker.AppHost", "-p:AspireAvailable=true");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("Aspire.AppHost.Sdk", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tools_find_the_AppHost_before_any_restore()
    {
        Assert.Equal(("true", "13.5.2", ""), await _copy.PropertiesAsync("IsAspireHost", "AspireHostingSDKVersion", "ChosenSdk"));
    }

    private async Task<string> RunAsync()
    {
        var (exitCode, output) = await _copy.DotnetAsync("run", "--project", "BtcTracker.AppHost");
        Assert.True(exitCode == 0, output);
        return output.TrimEnd().Split('\n')[^1];
    }

    private async Task<string> ProbeAsync()
    {
        var (exitCode, output) = await _copy.DotnetAsync("msbuild", "BtcTracker.AppHost", "-t:ProbeFeed", "-nologo");
        Assert.True(exitCode == 0, output);
        return output;
    }
}
