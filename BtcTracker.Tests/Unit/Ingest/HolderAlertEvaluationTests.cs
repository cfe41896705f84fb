using BtcTracker.Ingest.Alerts.Push;
using BtcTracker.Market.Push;
using BtcTracker.Market.Storage.Holders;

namespace BtcTracker.Tests.Unit.Ingest;

/// <summary>When a quote raises a holder's alert.</summary>
[Trait("Level", "Unit")]
public sealed class HolderAlertEvaluationTests
{
    [Theory]
    [InlineData(AlertSide.Above, "90 101", 1)]
    [InlineData(AlertSide.Above, "90 100", 1)]
    [InlineData(AlertSide.Above, "90 101 102 103", 1)]
    [InlineData(AlertSide.Above, "90 101 99.9 100.1 99.6 100", 1)]
    [InlineData(AlertSide.Above, "90 101 99.4 100", 2)]
    [InlineData(AlertSide.Above, "99.9 99.7 100", 1)]
    [InlineData(AlertSide.Above, "101 102", 0)]
    [InlineData(AlertSide.Above, "101 90 101", 1)]
    [InlineData(AlertSide.Below, "110 99", 1)]
    [InlineData(AlertSide.Below, "110 100", 1)]
    [InlineData(AlertSide.Below, "110 99 100.4 99.9", 1)]
    [InlineData(AlertSide.Below, "110 99 100.6 99", 2)]
    [InlineData(AlertSide.Below, "99 98", 0)]
    public void It_is_raised_once_a_crossing_and_a_price_that_flutters_around_the_line_is_none(AlertSide side, string prices, int raised)
    {
        var (alert, count, slot) = (Alert(side), 0, IngestParts.Noon);
        foreach (var price in prices.Split(' ').Select(text => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture)))
        {
            slot += TimeSpan.FromMinutes(5);
            var after = alert.After(IngestParts.Quote(price, slot), slot);
            count += after.Pending is { } pending && pending != alert.Pending ? 1 : 0;
            alert = after;
        }

        Assert.Equal(raised, count);
    }

    [Fact]
    public void A_quote_that_it_has_seen_or_an_older_one_changes_nothing()
    {
        var before = Alert(AlertSide.Above).After(IngestParts.Quote(90, IngestParts.Noon.AddMinutes(5)), IngestParts.Noon);

        Assert.Same(before, before.After(IngestParts.Quote(101, IngestParts.Noon.AddMinutes(5)), IngestParts.Noon));
        Assert.Same(before, before.After(IngestParts.Quote(101, IngestParts.Noon), IngestParts.Noon));
    }

    [Fact]
    public void Where_nobody_is_notified_the_crossing_is_noted_and_nothing_waits()
    {
        var before = Alert(AlertSide.Above) with { Push = null, Reached = false };

        var after = before.After(IngestParts.Quote(101, IngestParts.Noon.AddMinutes(5)), IngestParts.Noon);

        Assert.Equal((true, null, before.Version + 1), (after.Reached, after.Pending, after.Version));
    }

    private static HolderAlert Alert(AlertSide side) =>
        new()
        {
            HolderKey = "ANA",
            HolderId = "1",
            Shard = 0,
            Number = 1,
            Tag = "t",
            Side = side,
            Price = 100,
            Push = new PushSubscription("https://push.example.com/", "", "", "en"),
            Since = IngestParts.Noon,
        };
}
