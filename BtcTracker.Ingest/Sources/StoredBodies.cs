using System.Net;
using BtcTracker.Ingest.Sources.Coinbase;
using BtcTracker.Ingest.Sources.CoinMarketCap;
using BtcTracker.Ingest.Sources.Kraken;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources;

/// <summary>Reads stored bodies again, as their sources did: what proves a quote.</summary>
public static class StoredBodies
{
    /// <summary>The quote that a body gives.</summary>
    /// <param name="raw">What was stored.</param>
    /// <param name="asOf">When the source answered; used where its body tells no time of its own, as Kraken's ticker.</param>
    /// <exception cref="SourceException">The body gives no quote.</exception>
    /// <exception cref="ArgumentException">No source of this name reads quotes.</exception>
    public static Quote ToQuote(RawReading raw, DateTimeOffset asOf)
    {
        var answer = new SourceAnswer(HttpStatusCode.OK, raw.Body, AnsweredAt: asOf);
        return SourceNames.VendorOf(raw.Source) switch
        {
            SourceNames.CoinMarketCap => CoinMarketCapParser.ToQuote(answer, raw.Symbol, raw.Slot, raw.Source),
            SourceNames.Coinbase => CoinbaseParser.ToQuote(answer, raw.Symbol, raw.Slot, raw.Source),
            SourceNames.Kraken => KrakenParser.ToQuote(answer, raw.Symbol, raw.Slot, raw.Source),
            _ => throw new ArgumentException($"'{raw.Source}' is no source of quotes.", nameof(raw)),
        };
    }
}
