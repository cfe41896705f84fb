using BtcTracker.AppHost;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App;

/// <summary>The AppHost with a web that serves its page below a path, as behind a proxy.</summary>
[Slow]
[Trait("Level", "App")]
public sealed class PathBaseTests : IDisposable
{
    private const string PathBase = "--Web:PathBase=/btc";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_links_and_the_health_check_are_below_the_path()
    {
        await using var application = await AppHostUnderTest.StartAsync(
            ["--DcpPublisher:RandomizePorts=true", $"--Store:DataFolder={_folder.Path}", "--Market:Mode=demo", PathBase],
            Token
        );
        await application.HealthyAsync(ResourceNames.Web, Token);

        Assert.True(application.ResourceNotifications.TryGetCurrentState(ResourceNames.Web, out var web));
        var links = web.Snapshot.Urls.Where(url => !url.IsInactive).Select(url => new Uri(url.Url)).ToList();
        Assert.Equal(
            ["/btc", "/btc/health", "/btc/openapi/v1.json", "/btc/status"],
            links.Select(link => link.AbsolutePath).Order(StringComparer.Ordinal)
        );
        Assert.Contains("/btc/health", Assert.Single(web.Snapshot.HealthReports).Name, StringComparison.Ordinal);
        using var http = new HttpClient();
        Assert.Contains(
            "\"/btc/dist/",
            await http.GetStringAsync(links.Single(link => link.AbsolutePath == "/btc"), Token),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_printed_address_leads_to_the_page()
    {
        using var appHost = new AppHostProcess(_folder.Path, ["--Market:Mode=demo", PathBase]);

        var page = await appHost.PageAsync(Token);

        Assert.Equal("/btc", page.AbsolutePath);
        await appHost.StopAsync(Token);
    }
}
