using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Market.Storage;

/// <summary>A candle as an item. Attribute names are short because a year of hourly candles stores each of them 8,760 times.</summary>
internal static class CandleItem
{
    /// <summary>The attribute of <see cref="Candle.Rank"/>, which the write condition compares.</summary>
    public const string Rank = "rank";

    /// <summary>The attribute of <see cref="Candle.N"/>, which the write condition compares.</summary>
    public const string N = "n";

    /// <summary>
    /// The attribute with the import that stored it; absent if no import did, or one of a version before imports had ids.
    /// </summary>
    public const string Import = "import";

    private const string Open = "o";
    private const string High = "h";
    private const string Low = "l";
    private const string Close = "c";
    private const string Volume = "v";
    private const string VolumeUnit = "unit";
    private const string Source = "source";
    private const string Doubtful = "doubtful";
    private const string Spread = "spread";

    /// <summary>The attributes that may be absent.</summary>
    public static readonly IReadOnlyList<string> Optional = [Volume, VolumeUnit, Doubtful, Spread, Import];

    public static Dictionary<string, AttributeValue> From(Candle candle)
    {
        var item = ItemExtensions.NewItem(Keys.Candle(candle.Symbol, candle.Interval, candle.OpenTime), Keys.SortOf(candle.OpenTime));
        item.Set(Open, candle.Open);
        item.Set(High, candle.High);
        item.Set(Low, candle.Low);
        item.Set(Close, candle.Close);
        item.Set(Volume, candle.Volume);
        item.Set(VolumeUnit, candle.VolumeUnit);
        item.Set(N, candle.N);
        item.Set(Rank, (int)candle.Rank);
        item.Set(Source, candle.Source);
        if (candle.Doubtful)
        {
            item[Doubtful] = new AttributeValue { BOOL = true };
        }

        item.Set(Spread, candle.Spread);
        return item;
    }

    public static Candle ToCandle(Dictionary<string, AttributeValue> item, Symbol symbol, Interval interval) =>
        new()
        {
            Symbol = symbol,
            Interval = interval,
            OpenTime = item.GetInstant(Keys.Sort),
            Open = item.GetDecimal(Open),
            High = item.GetDecimal(High),
            Low = item.GetDecimal(Low),
            Close = item.GetDecimal(Close),
            Volume = item.FindDecimal(Volume),
            VolumeUnit = item.FindString(VolumeUnit),
            N = item.GetInt32(N),
            Rank = (CandleRank)item.GetInt32(Rank),
            Source = item.GetString(Source),
            Doubtful = item.GetValueOrDefault(Doubtful)?.BOOL == true,
            Spread = item.FindDecimal(Spread),
        };
}
