using System.Net;
using BtcTracker.Ingest.Sources.Coinbase;
using BtcTracker.Ingest.Sources.CoinMarketCap;
using BtcTracker.Ingest.Sources.Kraken;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources;

/// <summary>Parses stored bodies again, as their sources did.</summary>
public static class StoredBodies
{
    /// <summary>Parses the quote of a stored body.</summary>
    /// <param name="raw">The stored body.</param>
    /// <param name="asOf">The time of the response; used if the body has no time, as in Kraken's ticker.</param>
    /// <exception cref="SourceException">The body contains no quote.</exception>
    /// <exception cref="ArgumentException">The source is not a quote source.</exception>
    public static Quote ToQuote(RawReading raw, DateTimeOffset asOf)
    {
        var response = new SourceResponse(HttpStatusCode.OK, raw.Body, RespondedAt: asOf);
        return SourceNames.VendorOf(raw.Source) switch
        {
            SourceNames.CoinMarketCap => CoinMarketCapParser.ToQuote(response, raw.Symbol, raw.Slot, raw.Source),
            SourceNames.Coinbase => CoinbaseParser.ToQuote(response, raw.Symbol, raw.Slot, raw.Source),
            SourceNames.Kraken => KrakenParser.ToQuote(response, raw.Symbol, raw.Slot, raw.Source),
            _ => throw new ArgumentException($"'{raw.Source}' is not a quote source.", nameof(raw)),
        };
    }
}
