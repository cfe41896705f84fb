using BtcTracker.Market;

namespace BtcTracker.Web.History.Figures;

/// <summary>Ratios of a quote that use its supply, which is computed if its source gives none.</summary>
public static class QuoteRatios
{
    /// <summary>How many percent of the market cap were traded in 24 hours, six decimals; null where the volume is not known.</summary>
    public static decimal? VolumeToCap(Quote quote) =>
        CompletedQuote.Of(quote).Quote is { Volume24h: { } volume, MarketCap: { } cap and >= 100 }
            ? Math.Round(volume / (cap / 100), 6)
            : null;

    /// <summary>How fast coins are issued now; null where none are left.</summary>
    public static IssuanceRate? PaceOf(Quote quote) => Issuance.RateAt(CompletedQuote.Of(quote).Quote.CirculatingSupply ?? 0, quote.AsOf);
}
