using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources;

/// <summary>A source of current quotes.</summary>
public interface IQuoteSource
{
    /// <summary>Its name in <see cref="Quote.Source"/>.</summary>
    string Name { get; }

    /// <summary>Whether it may be called for a slot; a source with a budget of calls leaves some slots to the others.</summary>
    bool IsDue(DateTimeOffset slot) => true;

    /// <summary>Restores an earlier process's state.</summary>
    void Restore(IngestStatus status) { }

    /// <summary>Reads the market once, for a slot.</summary>
    /// <exception cref="SourceException">The source did not respond, refused, or did not return a quote.</exception>
    Task<Reading> ReadQuoteAsync(Symbol symbol, DateTimeOffset slot, CancellationToken cancellationToken);
}
