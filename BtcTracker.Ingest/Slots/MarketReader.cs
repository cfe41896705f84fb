using System.Diagnostics;
using BtcTracker.Ingest.Checks;
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
    public async Task<Quote?> ReadAsync(DateTimeOffset slot, Quote? newest, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var activity = IngestActivities.Source.StartActivity("read slot");
        var deadline = clock.GetUtcNow() + limit;
        var jumps = new List<Quote>();
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

        jumps.ForEach(jump => Reject(jump, Rejection.Jump));
        return null;
    }

    private async Task<Quote?> TryReadAsync(IQuoteSource source, SourceStanding standing, DateTimeOffset slot, TimeSpan share, CancellationToken cancellationToken)
    {
        using var activity = IngestActivities.Source.StartActivity($"read {source.Name}");
        try
        {
            var quote = await ReadWithinAsync(source, slot, share, cancellationToken);
            standing.Succeeded();
            metrics.SourceCalled(source.Name, SourceNotes.Answered);
            _notes.Note(source.Name, SourceNotes.Answered);
            return quote;
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

    private async Task<Quote> ReadWithinAsync(IQuoteSource source, DateTimeOffset slot, TimeSpan share, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(share, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await source.ReadQuoteAsync(Symbol.BtcUsd, slot, either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SourceException(SourceFailure.Unreachable, $"It did not answer within {share.TotalSeconds:F1} s, its share of the slot.", null, exception);
        }
        catch (Exception exception) when (exception is not (SourceException or OperationCanceledException))
        {
            // Whatever one source's answer does to its reader, the others are still asked.
            throw new SourceException(SourceFailure.InvalidBody, $"Its answer could not be read: {exception.Message}", null, exception);
        }
    }

    /// <summary>Believes a reading, or the earlier jump that it confirms.</summary>
    private Quote? Judge(Quote reading, Quote? newest, List<Quote> jumps)
    {
        switch (QuoteChecks.WhatIsWrongWith(reading, newest, clock.GetUtcNow()))
        {
            case null:
                jumps.ForEach(jump => Reject(jump, Rejection.Jump));
                return reading;
            case Rejection.Jump when jumps.Find(jump => QuoteChecks.Agree(jump, reading)) is { } confirmed:
                Log.JumpConfirmed(logger, confirmed.Source, confirmed.Price, reading.Source, reading.Price);
                return confirmed;
            case Rejection.Jump:
                jumps.Add(reading);
                return null;
            case { } reason:
                Reject(reading, reason);
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
