using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using BtcTracker.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace BtcTracker.Tests.App.Running;

/// <summary>What happens to a service, or the store, that dies while the AppHost runs and a page is open.</summary>
[Trait("Level", "App")]
public sealed class RestartTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>, IDisposable
{
    private const float Patience = 60_000;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Slow]
    [Fact]
    public async Task Each_killed_process_comes_back_its_readings_are_kept_and_the_open_page_recovers_by_itself()
    {
        using var appHost = new AppHostProcess(_folder.Path, ["--Market:Mode=demo", "--Ingest:Interval=1s"]);
        using var web = new HttpClient { BaseAddress = await appHost.PageAsync(Token) };
        await using var browsed = await BrowsedPage.OpenAsync(chromium.Browser, new());
        var first = (await NextQuoteAsync(web, after: null)).GetProperty("slot");
        await browsed.Page.GotoAsync(web.BaseAddress!.ToString());
        await browsed.Page.EvaluateAsync("window.stillTheSamePage = true");

        (string Name, string Program)[] processes =
        [
            ("web", "/BtcTracker.Web"),
            ("dynamodb", _folder.Path),
            ("ingest", "/BtcTracker.Ingest"),
            ("marketsim", "/BtcTracker.MarketSim"),
        ];
        foreach (var (name, program) in processes)
        {
            await ProcessTree.SignalAsync(Assert.NotNull(appHost.IdOf(program)), "KILL");

            await Eventually.IsTrueAsync(
                () => appHost.Errors.Contains($"'{name}' was killed; restarting it in 0.5 s."),
                Token,
                appHost.All
            );
            await Eventually.IsTrueAsync(() => appHost.IdOf(program) is not null, Token, appHost.All);
            await NextQuoteAsync(web, after: await NextQuoteAsync(web, after: null));
            var price = await browsed.Page.Locator("[data-live=price]").TextContentAsync();
            await Expect(browsed.Page.Locator("[data-live=price]")).Not.ToHaveTextAsync(price!, new() { Timeout = Patience });
            await Expect(browsed.Page.Locator(".status")).ToHaveTextAsync(string.Empty, new() { Timeout = Patience });
        }

        Assert.Single(appHost.Output, line => line.StartsWith("Page:", StringComparison.Ordinal));

        // Aspire can start all but its dashboard again.
        await ProcessTree.SignalAsync(Assert.NotNull(appHost.IdOf("/Aspire.Dashboard")), "KILL");
        await Eventually.IsTrueAsync(
            () =>
                appHost.Errors.Any(line =>
                    line.StartsWith("'aspire-dashboard' was killed and cannot be restarted.", StringComparison.Ordinal)
                ),
            Token,
            appHost.All
        );

        Assert.True(await browsed.Page.EvaluateAsync<bool>("window.stillTheSamePage"));
        Assert.Contains(
            "\"bodyWithheld\":false",
            await web.GetStringAsync(new Uri($"/api/v1/quotes/{first}", UriKind.Relative), Token),
            StringComparison.Ordinal
        );
        await appHost.StopAsync(Token);
    }

    [Fact]
    [Slow]
    public async Task A_service_that_keeps_crashing_is_given_up_with_the_reason_while_the_rest_goes_on()
    {
        using var appHost = new AppHostProcess(_folder.Path, ["--Market:Mode=demo"]);
        using var web = new HttpClient { BaseAddress = await appHost.PageAsync(Token) };
        await NextQuoteAsync(web, after: null);

        for (var kill = 1; kill <= 5; kill++)
        {
            await Eventually.IsTrueAsync(() => appHost.IdOf("/BtcTracker.MarketSim") is not null, Token, appHost.All);
            await ProcessTree.SignalAsync(appHost.IdOf("/BtcTracker.MarketSim")!.Value, "KILL");
            await Eventually.IsTrueAsync(
                () => appHost.Errors.Count(line => line.StartsWith("'marketsim' was killed", StringComparison.Ordinal)) == kill,
                Token,
                appHost.All
            );
        }

        Assert.Contains(
            appHost.Errors,
            line => line.StartsWith("'marketsim' was killed, 5 times in a row, and is not restarted. ", StringComparison.Ordinal)
        );
        Assert.Contains("Start it in the dashboard once the cause is removed.", appHost.Errors);
        Assert.Equal(HttpStatusCode.OK, (await web.GetAsync(new Uri("/alive", UriKind.Relative), Token)).StatusCode);
        await appHost.StopAsync(Token);
    }

    // No two readings have the same slot.
    private static async Task<JsonElement> NextQuoteAsync(HttpClient web, JsonElement? after) =>
        await Eventually.GetAsync(
            () => web.GetFromJsonAsync<JsonElement>("/api/v1/quotes/latest", Token),
            body => body.TryGetProperty("slot", out var slot) && slot.ToString() != after?.GetProperty("slot").ToString(),
            Token
        );
}
