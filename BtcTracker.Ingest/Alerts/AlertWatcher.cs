using BtcTracker.Ingest.Slots;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Alerts;

/// <summary>Evaluates the rules once a slot's result is stored, and stores new messages before they are sent.</summary>
/// <remarks>
/// Its failures do not affect readings; what was not evaluated is evaluated at the next slot. Not thread-safe.
/// </remarks>
public sealed partial class AlertWatcher(
    AlertStates states,
    MarketReader market,
    StoreCalls store,
    IPriceReader reader,
    SlotGrid grid,
    IOptions<AlertOptions> options,
    IOptions<IngestOptions> ingest,
    IngestMetrics metrics,
    TimeProvider clock,
    ILogger<AlertWatcher> logger
)
{
    private const int LargestBacklog = 1_000;

    // How far back to search for quotes that a killed process stored but did not evaluate.
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromDays(1);

    private readonly List<SlotOutcome> _backlog = [];
    private bool _caughtUp;

    private IReadOnlyList<AlertRule> Rules => options.Value.Rules;

    /// <summary>Evaluates outcomes.</summary>
    public async Task EvaluateAsync(IEnumerable<SlotOutcome> outcomes, CancellationToken cancellationToken)
    {
        if (!options.Value.IsOn)
        {
            return;
        }

        _backlog.AddRange(outcomes);
        _backlog.RemoveRange(0, Math.Max(0, _backlog.Count - LargestBacklog));
        try
        {
            await CatchUpAsync(cancellationToken);
            await UpdateAsync(
                await FactsAsync(_backlog, cancellationToken),
                new CurrentFacts(clock.GetUtcNow(), ingest.Value.StaleAfter, market.Sources),
                cancellationToken
            );
            _backlog.Clear();
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.NotEvaluated(logger, exception.Message);
        }
    }

    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        if (_caughtUp)
        {
            return;
        }

        var state = await states.UpdateAsync(known => known, cancellationToken);
        var first = _backlog.Count > 0 ? _backlog.Min(outcome => outcome.Slot) : clock.GetUtcNow();
        var from = first - LongestCatchUp;
        if (state.LastSlot is { } last && (last < from ? from : last.AddSeconds(1)) is var start && start < first)
        {
            var quotes = await store.OnceAsync(
                async token => await reader.ReadQuotesAsync(Symbol.BtcUsd, new TimeRange(start, first), token).ToListAsync(token),
                cancellationToken,
                StoreCalls.LongTryLimit
            );
            var missed = await FactsAsync([.. quotes.Select(quote => new SlotOutcome(quote.Slot, quote))], cancellationToken);
            await UpdateAsync(missed, current: null, cancellationToken);
        }

        _caughtUp = true;
    }

    private async Task UpdateAsync(IReadOnlyList<SlotFacts> slots, CurrentFacts? current, CancellationToken cancellationToken)
    {
        IReadOnlyList<AlertMessage> added = [];
        IReadOnlyList<AlertMessage> dropped = [];
        var stored = await states.UpdateAsync(
            state =>
            {
                var after = slots.Aggregate(state, (before, slot) => before.After(slot, Rules, clock.GetUtcNow()));
                after = current is null ? after : after.After(current, Rules);
                (added, dropped) = ([.. after.Pending.Except(state.Pending)], [.. state.Pending.Except(after.Pending)]);
                return after;
            },
            cancellationToken
        );
        Report(added, dropped);
        if (stored.Pending.Count > 0)
        {
            states.Wake();
        }
    }

    private void Report(IEnumerable<AlertMessage> added, IEnumerable<AlertMessage> dropped)
    {
        foreach (var message in added)
        {
            metrics.Alerted(AlertOutcome.Raised);
            Log.Raised(logger, message.Title, message.Text, message.Id);
        }

        foreach (var message in dropped)
        {
            metrics.Alerted(AlertOutcome.GivenUp);
            Log.Dropped(logger, message.Id, message.Title);
        }
    }

    private async Task<IReadOnlyList<SlotFacts>> FactsAsync(IReadOnlyList<SlotOutcome> outcomes, CancellationToken cancellationToken)
    {
        var wantsChange = Rules.Any(rule => rule.Kind == AlertKind.ChangePercent);
        var facts = new List<SlotFacts>();
        foreach (var outcome in outcomes)
        {
            var change =
                wantsChange && outcome.Quote is { } quote
                    ? await store.OnceAsync(token => DayChange.FindAsync(reader, quote, token), cancellationToken)
                    : null;
            facts.Add(SlotFacts.Of(outcome, grid.Interval, change));
        }

        return facts;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Alert: {Title}. {Text} ({Id})")]
        public static partial void Raised(ILogger logger, string title, string text, string id);

        [LoggerMessage(LineIds.AlertGivenUp, LogLevel.Error, "The alert queue is full; {Id} was dropped, and \"{Title}\" was not sent.")]
        public static partial void Dropped(ILogger logger, string id, string title);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The alerts were not evaluated and will be at the next slot; readings are not affected: {Reason}"
        )]
        public static partial void NotEvaluated(ILogger logger, string reason);
    }
}
