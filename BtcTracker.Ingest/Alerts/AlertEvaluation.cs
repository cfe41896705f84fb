using BtcTracker.Market;

namespace BtcTracker.Ingest.Alerts;

/// <summary>Computes the new state and messages from the previous state and the facts; a pure function.</summary>
public static class AlertEvaluation
{
    private const int FailuresOfSourceOut = 3;
    private const decimal Percent = 100;

    // Keeps the item far below the store's limit of 400 KB.
    private const int LargestPending = 100;

    private static readonly TimeSpan LongPause = TimeSpan.FromHours(1);

    /// <summary>Evaluates slots. Slots that were already evaluated are ignored.</summary>
    public static AlertState After(this AlertState state, SlotFacts slot, IReadOnlyList<AlertRule> rules, DateTimeOffset now)
    {
        if (slot.Last <= state.LastSlot)
        {
            return state;
        }

        state = state with
        {
            Raised = [.. state.Raised.Where(key => rules.Any(rule => rule.Owns(key)))],
            LastSlot = slot.Last,
            LastAsOf = slot.Quote?.AsOf > state.LastAsOf || state.LastAsOf is null ? slot.Quote?.AsOf ?? state.LastAsOf : state.LastAsOf,
            MissedSince = slot.Quote is null ? state.MissedSince ?? slot.Slot : null,
        };
        return rules
            .SelectMany(rule => ConditionsOf(rule, slot, state))
            .Aggregate(state, (result, condition) => result.With(condition, slot.Last, now));
    }

    /// <summary>Evaluates the sources and the age of the latest price.</summary>
    public static AlertState After(this AlertState state, CurrentFacts current, IReadOnlyList<AlertRule> rules) =>
        rules
            .SelectMany(rule => ConditionsOf(rule, current, state))
            .Aggregate(state, (result, condition) => result.With(condition, current.Now, current.Now));

    private static IEnumerable<AlertCondition> ConditionsOf(AlertRule rule, SlotFacts slot, AlertState state) =>
        (rule.Kind, slot.Alertable) switch
        {
            (AlertKind.Above, { } quote) => [AboveOf(rule, quote)],
            (AlertKind.Below, { } quote) => [BelowOf(rule, quote)],
            (AlertKind.ChangePercent, { } quote) when slot.Change is { } change =>
            [
                ChangeOf(rule, quote, change, "up"),
                ChangeOf(rule, quote, -change, "down"),
            ],
            (AlertKind.Gap, _) => [GapOf(rule, slot, state)],
            _ => [],
        };

    private static AlertCondition AboveOf(AlertRule rule, Quote quote) =>
        new(rule.Key, AlertRule.HasReached(quote.Price, rule.Limit, rule.Limit * rule.Margin / Percent), AlertTexts.Above(rule, quote))
        {
            Price = quote.Price,
        };

    private static AlertCondition BelowOf(AlertRule rule, Quote quote) =>
        new(rule.Key, AlertRule.HasReached(-quote.Price, -rule.Limit, rule.Limit * rule.Margin / Percent), AlertTexts.Below(rule, quote))
        {
            Price = quote.Price,
        };

    private static AlertCondition ChangeOf(AlertRule rule, Quote quote, decimal change, string direction) =>
        new($"{rule.Key}/{direction}", AlertRule.HasReached(change, rule.Limit, rule.Margin), AlertTexts.Change(quote, change, direction))
        {
            Price = quote.Price,
        };

    private static AlertCondition GapOf(AlertRule rule, SlotFacts slot, AlertState state)
    {
        var since = state.MissedSince ?? slot.Slot;
        var missed = slot.Quote is null ? ((slot.Last - since).Ticks / slot.SlotLength.Ticks) + 1 : 0;

        // Fewer missed slots than the rule's number do not clear it; only a quote does.
        return new(
            rule.Key,
            missed >= rule.Limit ? true
                : missed == 0 ? false
                : null,
            AlertTexts.Gap(missed, since, slot.Reason)
        );
    }

    private static IEnumerable<AlertCondition> ConditionsOf(AlertRule rule, CurrentFacts current, AlertState state) =>
        rule.Kind switch
        {
            AlertKind.Stale when state.LastAsOf is { } asOf && (rule.Age ?? current.StaleAfter) is var age =>
            [
                new(rule.Key, current.Now - asOf > age, AlertTexts.Stale(asOf, age)),
            ],
            AlertKind.SourceOut => current.Sources.Select(source => new AlertCondition(
                $"{rule.Key}/{source.Name}",
                IsOut(source, current.Now),
                AlertTexts.SourceOut(source)
            )),
            _ => [],
        };

    // One or two failures may be transient; only a response shows that a source is back.
    private static bool? IsOut(SourceStatus source, DateTimeOffset now) =>
        source.LeftOut
        || source.Breaker == BreakerState.OpenUntilRestart
        || source.FailuresInARow >= FailuresOfSourceOut
        || source.NextCall - now > LongPause
            ? true
        : source is { FailuresInARow: 0, Outcome: not null } ? false
        : null;

    private static AlertState With(this AlertState state, AlertCondition condition, DateTimeOffset at, DateTimeOffset now)
    {
        var isRaised = state.Raised.Contains(condition.Key);
        return condition.Holds switch
        {
            true when !isRaised => state.WithPending(condition.ToMessage(at, now)) with { Raised = [.. state.Raised, condition.Key] },
            false when isRaised => state with { Raised = [.. state.Raised.Where(key => key != condition.Key)] },
            _ => state,
        };
    }

    private static AlertState WithPending(this AlertState state, AlertMessage message) =>
        state.Pending.Count < LargestPending
            ? state with
            {
                Pending = [.. state.Pending, message],
            }
            : state with
            {
                Pending = [.. state.Pending.Skip(1), message],
                GivenUp = state.GivenUp + 1,
                GivenUpAt = message.At,
                GivenUpReason = $"{LargestPending} others waited",
            };
}
