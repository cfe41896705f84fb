using System.Diagnostics;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Slots;

/// <summary>Reads the market for a slot: asks one source after the other until one gives a quote that is believed.</summary>
public sealed partial class MarketReader(
    IReadOnlyList<IQuoteSource> sources, IngestMetrics metrics, TimeProvider clock, ILogger<MarketReader> logger)
{
    private readonly (IQuoteSource Source, SourceStanding Standing)[] _sources =
        [.. sources.Select(source => (source, new SourceStanding(clock)))];

    private readonly SourceNotes _notes = new(sources.Select(source => source.Name), clock);

    /// <summary>How each source last did.</summary>
    public IReadOnlyList<SourceStatus> Sources => _notes.All;

    /// <summary>Reads a slot.</summary>
    /// <param name="slot">The scheduled time.</param>
    /// <param name="newest">The newest quote that is believed; null where there is none.</param>
    /// <param name="limit">How long this may take in all; each source that is left gets an equal share of what remains.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null where no source gave a quote that is believed.</returns>
    public async Task<Reading?> ReadAsync(DateTimeOffset slot, Quote? newest, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var activity = IngestActivities.Source.StartActivity("read slot");
        var deadline = clock.GetUtcNow() + limit;
        var jumps = new List<Reading>();
        var callable = _sources.Where(entry => entry.Standing.MayCall).ToList();
        for (var i = 0; i < callable.Count && clock.GetUtcNow() < deadline; i++)
        {
            var share = (deadline - clock.GetUtcNow()) / (callable.Count - i);
            if (await TryReadAsync(callable[i].Source, callable[i].Standing, slot, share, cancellationToken) is { } reading
                && Judge(reading, newest, jumps) is { } believed)
            {
                return believed;
            }
        }

        jumps.ForEach(jump => Reject(jump.Quote, Rejection.Jump));
        return null;
    }

    private async Task<Reading?> TryReadAsync(IQuoteSource source, SourceStanding standing, DateTimeOffset slot, TimeSpan share, CancellationToken cancellationToken)
    {
        using var activity = IngestActivities.Source.StartActivity($"read {source.Name}");
        try
        {
            var reading = await source.ReadWithinAsync(slot, share, clock, cancellationToken);
            standing.Succeeded();
            metrics.SourceCalled(source.Name, SourceNotes.Answered);
            _notes.Note(source.Name, SourceNotes.Answered);
            return reading;
        }
        catch (SourceException exception)
        {
            standing.Failed(exception);
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            metrics.SourceCalled(source.Name, exception.Failure.ToString());
            _notes.Note(source.Name, exception.Failure.ToString(), exception.Message, standing);
            Report(source.Name, standing, exception);
            return null;
        }
    }

    /// <summary>Believes a reading, or the earlier jump that it confirms.</summary>
    private Reading? Judge(Reading reading, Quote? newest, List<Reading> jumps)
    {
        switch (QuoteChecks.WhatIsWrongWith(reading.Quote, newest, clock.GetUtcNow()))
        {
            case null:
                jumps.ForEach(jump => Reject(jump.Quote, Rejection.Jump));
                return reading;
            case Rejection.Jump when jumps.Find(jump => QuoteChecks.Agree(jump.Quote, reading.Quote)) is { } confirmed:
                Log.JumpConfirmed(logger, confirmed.Quote.Source, confirmed.Quote.Price, reading.Quote.Source, reading.Quote.Price);
                return confirmed;
            case Rejection.Jump:
                jumps.Add(reading);
                return null;
            case { } reason:
                Reject(reading.Quote, reason);
                return null;
        }
    }

    private void Reject(Quote reading, Rejection reason)
    {
        metrics.ReadingRejected(reading.Source, reason.ToString());
        _notes.Note(reading.Source, SourceNotes.Rejected, reason.ToString());
        Log.Rejected(logger, reading.Source, reason, reading.Price, reading.AsOf, reading.Slot);
    }

    private void Report(string source, SourceStanding standing, SourceException exception)
    {
        if (exception.Failure == SourceFailure.InvalidBody)
        {
            metrics.ReadingRejected(source, "Unreadable");
        }

        if (exception.Failure == SourceFailure.KeyRefused)
        {
            Log.KeyRefused(logger, source, exception.Message);
        }
        else
        {
            Log.Failed(logger, source, exception.Failure, exception.Message, standing.NextCall);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message =
            "{Source} refuses the API key: {Reason} It is not asked again until ingest restarts; the next source is used instead. "
            + "Put a right key into the AppHost's parameter: dotnet user-secrets set Parameters:coinmarketcap-api-key YOUR-KEY --project BtcTracker.AppHost "
            + "(or the variable Sources__CoinMarketCap__ApiKey of ingest), or leave it empty to go without.")]
        public static partial void KeyRefused(ILogger logger, string source, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Source} gave no quote ({Kind}): {Reason} It is asked again from {NextCall:u}.")]
        public static partial void Failed(ILogger logger, string source, SourceFailure kind, string reason, DateTimeOffset nextCall);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A reading of {Source} is not believed ({Reason}): price {Price} as of {AsOf:u}, for the slot {Slot:u}.")]
        public static partial void Rejected(ILogger logger, string source, Rejection reason, decimal price, DateTimeOffset asOf, DateTimeOffset slot);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The price jumped: {Source} says {Price}, and {SecondSource} agrees with {SecondPrice}.")]
        public static partial void JumpConfirmed(ILogger logger, string source, decimal price, string secondSource, decimal secondPrice);
    }
}
