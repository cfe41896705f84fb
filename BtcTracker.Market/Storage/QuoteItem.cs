using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Market.Storage;

/// <summary>A quote as an item.</summary>
internal static class QuoteItem
{
    /// <summary>The attributes that a candle is computed from.</summary>
    public static readonly IReadOnlyList<string> CandleAttributes = [Keys.Sort, Price, AsOf, Source, Confirmed, Outdated, Spread];

    private const string Price = "price";
    private const string AsOf = "asOf";
    private const string Source = "source";
    private const string MarketCap = "marketCap";
    private const string FullyDiluted = "fullyDiluted";
    private const string Dominance = "dominance";
    private const string Volume24h = "volume24h";
    private const string VolumeChange24h = "volumeChange24h";
    private const string Change1h = "change1h";
    private const string Change24h = "change24h";
    private const string Change7d = "change7d";
    private const string Change30d = "change30d";
    private const string Change60d = "change60d";
    private const string Change90d = "change90d";
    private const string Circulating = "circulating";
    private const string Total = "total";
    private const string Max = "max";
    private const string Rank = "rank";
    private const string MarketPairs = "marketPairs";
    private const string Confirmed = "confirmed";
    private const string Outdated = "outdated";
    private const string Spread = "spread";
    private const string TraceParent = "traceparent";

    public static Dictionary<string, AttributeValue> From(Quote quote)
    {
        var item = ItemExtensions.NewItem(Keys.Quote(quote.Symbol, quote.Slot), Keys.SortOf(quote.Slot));
        item.Set(Price, quote.Price);
        item.Set(AsOf, quote.AsOf);
        item.Set(Source, quote.Source);
        item.Set(MarketCap, quote.MarketCap);
        item.Set(FullyDiluted, quote.FullyDilutedMarketCap);
        item.Set(Dominance, quote.MarketCapDominance);
        item.Set(Volume24h, quote.Volume24h);
        item.Set(VolumeChange24h, quote.VolumeChange24h);
        item.Set(Change1h, quote.PercentChange1h);
        item.Set(Change24h, quote.PercentChange24h);
        item.Set(Change7d, quote.PercentChange7d);
        item.Set(Change30d, quote.PercentChange30d);
        item.Set(Change60d, quote.PercentChange60d);
        item.Set(Change90d, quote.PercentChange90d);
        item.Set(Circulating, quote.CirculatingSupply);
        item.Set(Total, quote.TotalSupply);
        item.Set(Max, quote.MaxSupply);
        item.Set(Rank, quote.Rank);
        item.Set(MarketPairs, quote.MarketPairs);
        item.Set(Confirmed, quote.Confirmed ? null : false);
        item.Set(Outdated, quote.Outdated ? true : null);
        item.Set(Spread, quote.Spread);
        item.Set(TraceParent, quote.TraceParent);
        return item;
    }

    public static Quote ToQuote(Dictionary<string, AttributeValue> item, Symbol symbol) =>
        new()
        {
            Symbol = symbol,
            Slot = item.GetInstant(Keys.Sort),
            AsOf = item.GetInstant(AsOf),
            Source = item.GetString(Source),
            Price = item.GetDecimal(Price),
            MarketCap = item.FindDecimal(MarketCap),
            FullyDilutedMarketCap = item.FindDecimal(FullyDiluted),
            MarketCapDominance = item.FindDecimal(Dominance),
            Volume24h = item.FindDecimal(Volume24h),
            VolumeChange24h = item.FindDecimal(VolumeChange24h),
            PercentChange1h = item.FindDecimal(Change1h),
            PercentChange24h = item.FindDecimal(Change24h),
            PercentChange7d = item.FindDecimal(Change7d),
            PercentChange30d = item.FindDecimal(Change30d),
            PercentChange60d = item.FindDecimal(Change60d),
            PercentChange90d = item.FindDecimal(Change90d),
            CirculatingSupply = item.FindDecimal(Circulating),
            TotalSupply = item.FindDecimal(Total),
            MaxSupply = item.FindDecimal(Max),
            Rank = item.FindInt32(Rank),
            MarketPairs = item.FindInt32(MarketPairs),
            Confirmed = item.FindBoolean(Confirmed) ?? true,
            Outdated = item.FindBoolean(Outdated) ?? false,
            Spread = item.FindDecimal(Spread),
            TraceParent = item.FindString(TraceParent),
        };
}
