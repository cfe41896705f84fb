using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App.Publishing;

/// <summary>The Aspire command line as a person runs it: <c>dotnet aspire</c>, the local tool of this repository.</summary>
[Trait("Level", "App")]
[Slow]
public sealed class AspireCliTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_shows_the_page_and_the_dashboard_over_http_and_SIGINT_ends_it_with_nothing_left()
    {
        await RestoreAsync();
        using var aspire = new AspireCliProcess(
            ["run", "--no-build", "--", "--Market:Mode=demo", "--DcpPublisher:RandomizePorts=true", $"--Store:DataFolder={_folder.Path}"],
            home: _folder.Path
        );
        var dashboard = await aspire.AddressAsync("Dashboard:", Token);
        Assert.Equal("http", dashboard.Scheme);
        using var client = new HttpClient();
        await Eventually.GetAsync(() => client.GetAsync(dashboard, Token), answer => answer.IsSuccessStatusCode, Token);
        var web = await Eventually.GetAsync(() => Task.FromResult(aspire.FindBelow("BtcTracker.Web")), found => found is not null, Token);
        var all = aspire.Below();
        Assert.Contains(web!.Value, all);

        await ProcessTree.SignalGroupAsync(aspire.Id, "INT");

        Assert.Equal(0, await aspire.ExitCodeAsync(Token));
        await ProcessTree.HaveEndedAsync(all, Token);
    }

    [Fact]
    public async Task Publish_writes_the_manifest_and_the_templates_and_builds_no_image()
    {
        await RestoreAsync();
        using var aspire = new AspireCliProcess(["publish", "--no-build", "--output-path", _folder.Path]);

        Assert.True(await aspire.ExitCodeAsync(Token) == 0, string.Join('\n', aspire.Output));

        Assert.All(
            ["aspire-manifest.json", "btctracker-data.template.json", "btctracker-app.template.json"],
            name => Assert.True(File.Exists(_folder.PathOf(name)), name)
        );
        Assert.DoesNotContain(aspire.Output, line => line.Contains("image", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_publication_that_is_refused_shows_the_message_and_fails()
    {
        await RestoreAsync();
        using var aspire = new AspireCliProcess(["publish", "--no-build", "--output-path", "/dev/null/out"]);

        Assert.NotEqual(0, await aspire.ExitCodeAsync(Token));

        Assert.Contains("--output-path '/dev/null/out' cannot be written", string.Join(' ', aspire.Output), StringComparison.Ordinal);
    }

    private static async Task RestoreAsync()
    {
        var tools = Path.Combine(RepositoryPaths.Root, ".config", "dotnet-tools.json");
        var restore = await Command.RunAsync("dotnet", ["tool", "restore", "--tool-manifest", tools], TimeSpan.FromMinutes(2));
        Assert.SkipUnless(restore.Succeeded, $"The Aspire CLI cannot be restored: {restore.Output}");
    }
}
