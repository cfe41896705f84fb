using BtcTracker.Ingest.Alerts;
using BtcTracker.Market;

namespace BtcTracker.Tests.Unit.Ingest;

/// <summary>Which alerts are sent, and how often.</summary>
[Trait("Level", "Unit")]
public sealed class AlertEvaluationTests
{
    private static readonly TimeSpan Slot = TimeSpan.FromMinutes(5);

    private AlertState _state = AlertState.Empty;
    private DateTimeOffset _now = IngestParts.Noon;

    [Fact]
    public void A_price_above_a_line_is_sent_once_and_again_after_it_went_back_beyond_the_margin()
    {
        AlertRule[] rules = [new(AlertKind.Above, 100_000) { Margin = 0.5m }];

        Assert.Equal([], SentAt(rules, 99_000, 99_999.99m));
        Assert.Equal(["BTC-USD is above 100,000"], SentAt(rules, 100_000));
        // Flutter around the line, within the margin.
        Assert.Equal([], SentAt(rules, 99_999, 100_001, 99_500, 100_500));
        Assert.Equal([], SentAt(rules, 99_499));
        Assert.Equal(["BTC-USD is above 100,000"], SentAt(rules, 100_001, 100_002));
    }

    [Fact]
    public void A_price_below_a_line_is_sent_once_and_again_after_it_went_back_beyond_the_margin()
    {
        AlertRule[] rules = [new(AlertKind.Below, 90_000) { Margin = 1 }];

        Assert.Equal([], SentAt(rules, 90_001));
        Assert.Equal(["BTC-USD is below 90,000"], SentAt(rules, 89_999));
        Assert.Equal([], SentAt(rules, 90_001, 89_000, 90_900, 89_999));
        Assert.Equal(["BTC-USD is below 90,000"], SentAt(rules, 90_901, 90_000));
    }

    [Fact]
    public void A_change_is_sent_once_in_each_direction()
    {
        AlertRule[] rules = [new(AlertKind.ChangePercent, 5) { Margin = 0.5m }];

        Assert.Equal([], SentOfChange(rules, 4.9m));
        Assert.Equal(["BTC-USD is up 5.2 % in 24 h"], SentOfChange(rules, 5.2m, 4.8m, 5.5m));
        Assert.Equal(["BTC-USD is down 6.0 % in 24 h"], SentOfChange(rules, -6m));
        Assert.Equal(["BTC-USD is up 5.0 % in 24 h"], SentOfChange(rules, 5m));
        Assert.Equal([], SentAt(rules, 100_000));
    }

    [Fact]
    public void An_unconfirmed_or_outdated_quote_neither_raises_nor_ends_an_alert_of_a_price()
    {
        AlertRule[] rules = [new(AlertKind.Above, 100_000), new(AlertKind.ChangePercent, 5)];

        Assert.Equal(
            [],
            After(rules, Facts(110_000, change: 9) is var facts ? facts with { Quote = facts.Quote! with { Confirmed = false } } : null!)
        );
        Assert.Equal(
            [],
            After(rules, Facts(110_000, change: 9) is var old ? old with { Quote = old.Quote! with { Outdated = true } } : null!)
        );
        Assert.Equal(2, After(rules, Facts(110_000, change: 9)).Count);
        Assert.Equal(
            [],
            After(rules, Facts(90_000, change: 0) is var low ? low with { Quote = low.Quote! with { Confirmed = false } } : null!)
        );
        Assert.Equal([], After(rules, Facts(110_000, change: 9)));
    }

    [Fact]
    public void A_slot_that_was_evaluated_before_changes_nothing()
    {
        AlertRule[] rules = [new(AlertKind.Above, 100_000)];
        var facts = Facts(110_000);

        Assert.Single(After(rules, facts));
        var before = _state;
        Assert.Equal([], After(rules, facts with { Quote = facts.Quote! with { Price = 90_000 } }));
        Assert.Same(before, _state);
    }

    [Fact]
    public void A_gap_is_sent_once_and_again_after_a_quote()
    {
        AlertRule[] rules = [new(AlertKind.Gap, 3)];

        Assert.Equal([], After(rules, Gap(2)));
        Assert.Equal(["BTC-USD has a gap"], After(rules, Gap(1)));
        Assert.Equal("Slots without a quote since 2026-11-21 12:00:00Z: 3 (NoSource).", _state.Pending[^1].Text);
        Assert.Equal([], After(rules, Gap(5)));
        Assert.Equal([], SentAt(rules, 100_000));
        Assert.Equal([], After(rules, Gap(1)));
        Assert.Equal(["BTC-USD has a gap"], After(rules, Gap(2)));
    }

    [Fact]
    public void A_gap_that_a_restart_notes_again_is_not_counted_twice()
    {
        AlertRule[] rules = [new(AlertKind.Gap, 3)];
        var first = Gap(1);

        Assert.Equal([], After(rules, first));
        Assert.Equal([], After(rules, first with { Last = first.Last + Slot }));
    }

    [Fact]
    public void A_stale_price_is_sent_once_and_again_after_a_fresh_one()
    {
        AlertRule[] rules = [new(AlertKind.Stale)];

        Assert.Equal([], SentOn(rules));
        Assert.Equal([], SentAt(rules, 100_000));
        _now += TimeSpan.FromMinutes(15);
        Assert.Equal([], SentOn(rules));
        _now += TimeSpan.FromMinutes(1);
        Assert.Equal(["The price of BTC-USD is stale"], SentOn(rules));
        Assert.Equal([], SentOn(rules));
        Assert.Equal([], SentAt(rules, 100_000));
        Assert.Equal([], SentOn(rules));
        _now += TimeSpan.FromMinutes(16);
        Assert.Equal(["The price of BTC-USD is stale"], SentOn(rules));
        Assert.Equal([], SentOn([new(AlertKind.Stale) { Age = TimeSpan.FromHours(1) }]));
    }

    [Fact]
    public void A_source_that_is_out_is_sent_once_and_again_after_it_answered()
    {
        AlertRule[] rules = [new(AlertKind.SourceOut)];

        Assert.Equal([], SentOn(rules, Source("coinbase", failures: 2)));
        Assert.Equal(["The source coinbase is out"], SentOn(rules, Source("coinbase", failures: 3)));
        Assert.Equal("Unreachable: It says no.", _state.Pending[^1].Text);
        Assert.Equal([], SentOn(rules, Source("coinbase", failures: 4), Source("kraken", failures: 1)));
        Assert.Equal([], SentOn(rules, Source("coinbase", failures: 0)));
        Assert.Equal(["The source coinbase is out"], SentOn(rules, Source("coinbase", failures: 0) with { LeftOut = true }));
        Assert.Equal(
            ["The source kraken is out", "The source coinmarketcap is out"],
            SentOn(
                rules,
                Source("kraken", failures: 1) with
                {
                    Breaker = BreakerState.OpenUntilRestart,
                },
                Source("coinmarketcap", failures: 1) with
                {
                    Breaker = BreakerState.Open,
                    NextCall = _now.AddDays(3),
                }
            )
        );
    }

    [Fact]
    public void A_rule_that_was_removed_starts_again()
    {
        AlertRule[] rules = [new(AlertKind.Above, 100_000)];

        Assert.Single(SentAt(rules, 110_000));
        Assert.Equal([], SentAt([], 110_000));
        Assert.Single(SentAt(rules, 110_000));
    }

    [Fact]
    public void A_message_too_many_takes_the_place_of_the_oldest_and_that_is_counted()
    {
        AlertRule[] rules = [.. Enumerable.Range(1, 101).Select(line => new AlertRule(AlertKind.Above, line))];

        After(rules, Facts(110_000));

        Assert.Equal((100, 1, "above:2"), (_state.Pending.Count, _state.GivenUp, _state.Pending[0].Rule));
    }

    [Fact]
    public void Two_processes_that_notice_the_same_give_it_the_same_id()
    {
        var facts = Facts(110_000);
        AlertRule[] rules = [new(AlertKind.Above, 100_000)];

        var (one, twin) = (AlertState.Empty.After(facts, rules, _now), AlertState.Empty.After(facts, rules, _now.AddSeconds(3)));

        Assert.Equal("above:100000@20261121T120000Z", Assert.Single(one.Pending).Id);
        Assert.Equal(one.Pending[0].Id, twin.Pending[0].Id);
    }

    private List<string> SentAt(AlertRule[] rules, params decimal[] prices) => [.. prices.SelectMany(price => After(rules, Facts(price)))];

    private List<string> SentOfChange(AlertRule[] rules, params decimal[] changes) =>
        [.. changes.SelectMany(change => After(rules, Facts(100_000, change)))];

    private List<string> After(AlertRule[] rules, SlotFacts facts)
    {
        _now = facts.Last + Slot;
        return New(_state.After(facts, rules, _now));
    }

    private List<string> SentOn(AlertRule[] rules, params SourceStatus[] sources) =>
        New(_state.After(new CurrentFacts(_now, 3 * Slot, sources), rules));

    private List<string> New(AlertState after)
    {
        List<string> sent = [.. after.Pending.Skip(_state.Pending.Count).Select(message => message.Title)];
        _state = after;
        return sent;
    }

    private SlotFacts Facts(decimal price, decimal? change = null) =>
        new(_now, _now, Slot, IngestParts.Quote(price, _now + Slot), GapReason.NoSource, change);

    private SlotFacts Gap(int count) => new(_now, _now + ((count - 1) * Slot), Slot, null, GapReason.NoSource, null);

    private static SourceStatus Source(string name, int failures) =>
        new(
            name,
            failures == 0 ? "Answered" : "Unreachable",
            IngestParts.Noon,
            failures == 0 ? null : "It says no.",
            BreakerState.Closed,
            null
        )
        {
            FailuresInARow = failures,
        };
}
