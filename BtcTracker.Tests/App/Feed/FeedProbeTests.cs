namespace BtcTracker.Tests.App.Feed;

[Trait("Level", "App")]
public sealed class FeedProbeTests : IDisposable
{
    private readonly ProbedCopy _copy = new();

    public void Dispose() => _copy.Dispose();

    [Fact]
    public async Task With_Aspire_on_the_feed_one_command_runs_the_real_engine()
    {
        _copy.Feed.AddAspire();

        Assert.Equal((0, "real"), await RunAsync());
        Assert.Equal("", await _copy.PropertyAsync("ChosenSdk", "-p:AspireAvailable=false"));
    }

    [Fact]
    public async Task Without_Aspire_on_the_feed_the_same_command_runs_the_built_in_engine()
    {
        Assert.Equal((0, "built-in"), await RunAsync());
    }

    [Fact]
    public async Task Each_optional_package_is_asked_for_on_its_own()
    {
        _copy.Feed.Add("OpenTelemetry.Extensions.Hosting", "1.20.1");

        await ProbeAsync();

        Assert.Equal("true", await _copy.PropertyAsync("OpenTelemetryHostingAvailable"));
        Assert.Equal("false", await _copy.PropertyAsync("AspireAvailable"));
        Assert.Equal("false", await _copy.PropertyAsync("AspNetWebAssetsAvailable"));
    }

    [Fact]
    public async Task A_feed_that_lacks_one_of_Aspires_packages_has_not_Aspire()
    {
        _copy.Feed.Add("Aspire.Hosting.AppHost", "13.5.2");
        await ProbeAsync();
        Assert.Equal("false", await _copy.PropertyAsync("AspireAvailable"));
    }

    [Fact]
    public async Task An_unreachable_feed_is_no_answer_and_is_asked_again()
    {
        _copy.UseFeed("http://127.0.0.1:9/index.json");
        Assert.Contains("No feed could be reached", await ProbeAsync(), StringComparison.Ordinal);
        Assert.Equal("false", await _copy.PropertyAsync("AspireAvailable"));

        _copy.Feed.AddAspire();
        _copy.UseFeed("feed");
        await ProbeAsync();
        Assert.Equal("true", await _copy.PropertyAsync("AspireAvailable"));
    }

    [Fact]
    public async Task An_answer_is_kept_and_not_asked_for_again()
    {
        await ProbeAsync();
        _copy.UseFeed("http://127.0.0.1:9/index.json");
        Assert.DoesNotContain("No feed could be reached", await ProbeAsync(), StringComparison.Ordinal);
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
        Assert.Equal("true", await _copy.PropertyAsync("IsAspireHost"));
        Assert.Equal("13.5.2", await _copy.PropertyAsync("AspireHostingSDKVersion"));
    }

    private async Task<(int ExitCode, string LastLine)> RunAsync()
    {
        var (exitCode, output) = await _copy.DotnetAsync("run", "--project", "BtcTracker.AppHost");
        return (exitCode, output.TrimEnd().Split('\n')[^1]);
    }

    private async Task<string> ProbeAsync()
    {
        var (exitCode, output) = await _copy.DotnetAsync("msbuild", "BtcTracker.AppHost", "-t:ProbeFeed", "-nologo");
        Assert.True(exitCode == 0, output);
        return output;
    }
}
