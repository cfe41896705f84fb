using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Web;

/// <summary>What the operator's page says of alerts.</summary>
[Trait("Level", "Web")]
public sealed class StatusAlertTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_shows_which_alerts_are_raised_which_wait_and_why_the_last_one_was_dropped()
    {
        var now = TimeProvider.System.GetUtcNow();
        var page = await PageAsync(
            new AlertState
            {
                Version = 1,
                Raised = ["above:100000", "gap:1"],
                Pending = [new AlertMessage("1", "gap:1", "A gap", "Three slots.", now) { Tries = 2, OnlyFor = "topic" }],
                GivenUp = 3,
                GivenUpAt = now,
                GivenUpReason = "hooks.example.com: it returned 500 <b>",
            }
        );

        Assert.Contains("above:100000, gap:1", page, StringComparison.Ordinal);
        Assert.Contains("hooks.example.com: it returned 500 &lt;b&gt;", page, StringComparison.Ordinal);
        Assert.Contains("An alert was dropped at ", page, StringComparison.Ordinal);
        Assert.Contains("1 alert could not be sent yet.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alert_that_was_dropped_more_than_a_day_ago_needs_no_attention()
    {
        var page = await PageAsync(
            new AlertState
            {
                Version = 1,
                GivenUp = 1,
                GivenUpAt = TimeProvider.System.GetUtcNow().AddDays(-1).AddMinutes(-1),
            }
        );

        Assert.Contains("Last dropped", page, StringComparison.Ordinal);
        Assert.DoesNotContain("An alert was dropped at ", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_rule_was_evaluated_it_says_so() =>
        Assert.Contains("No rule, or none was evaluated yet.", await PageAsync(null), StringComparison.Ordinal);

    private async Task<string> PageAsync(AlertState? state)
    {
        using var store = await fixture.NewStoreAsync();
        await OperatorData.FillAsync(store.Writer);
        if (state is not null)
        {
            Assert.True(await store.Alerts.TryPutAsync(state, Cancellation));
        }

        await using var site = fixture.Site(store);
        return await site.CreateClient().GetStringAsync(new Uri("/status", UriKind.Relative), Cancellation);
    }
}
