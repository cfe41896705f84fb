using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources;

/// <summary>An upstream that tells the market's present.</summary>
public interface IQuoteSource
{
    /// <summary>Its name as quotes carry it in <see cref="Quote.Source"/>.</summary>
    string Name { get; }

    /// <summary>Whether its turn may come at a slot; a source with a budget of calls leaves some slots to the others.</summary>
    bool IsDue(DateTimeOffset slot) => true;

    /// <summary>Goes on from what an earlier process knew.</summary>
    void Restore(IngestStatus status) { }

    /// <summary>Reads the market once, for a slot.</summary>
    /// <exception cref="SourceException">The source did not answer, refused, or answered what is no quote.</exception>
    Task<Reading> ReadQuoteAsync(Symbol symbol, DateTimeOffset slot, CancellationToken cancellationToken);
}
