using BtcTracker.Web.Formatting;

namespace BtcTracker.Web.Components;

/// <summary>A figure in words: what it is, and how it is computed.</summary>
/// <param name="Id">A name of its own, for the address of its explanation.</param>
/// <param name="Question">What a reader may ask.</param>
/// <param name="Answer">The answer in one sentence.</param>
/// <param name="Formula">How it is computed.</param>
public sealed record Explanation(string Id, string Question, string Answer, string Formula)
{
    /// <summary>Market capitalization.</summary>
    public static Explanation MarketCap => new("cap", Texts.QMarketCap, Texts.AMarketCap, Texts.FMarketCap);

    /// <summary>Fully diluted market capitalization.</summary>
    public static Explanation FullyDiluted => new("diluted", Texts.QFullyDiluted, Texts.AFullyDiluted, Texts.FFullyDiluted);

    /// <summary>Traded volume.</summary>
    public static Explanation Volume => new("volume", Texts.QVolume, Texts.AVolume, Texts.FVolume);

    /// <summary>Volume in relation to the market cap.</summary>
    public static Explanation VolumeToCap => new("turnover", Texts.QVolumeToCap, Texts.AVolumeToCap, Texts.FVolumeToCap);

    /// <summary>Place by market capitalization.</summary>
    public static Explanation Rank => new("rank", Texts.QRank, Texts.ARank, Texts.FRank);

    /// <summary>Share of the whole market.</summary>
    public static Explanation Dominance => new("dominance", Texts.QDominance, Texts.ADominance, Texts.FDominance);

    /// <summary>The highest price.</summary>
    public static Explanation High => new("high", Texts.QHigh, Texts.AHigh, Texts.FHigh);

    /// <summary>How far the price is below its highest.</summary>
    public static Explanation Drawdown => new("drawdown", Texts.QDrawdown, Texts.ADrawdown, Texts.FDrawdown);

    /// <summary>New coins.</summary>
    public static Explanation Issued => new("issued", Texts.QIssued, Texts.AIssued, Texts.FIssued);

    /// <summary>The next halving.</summary>
    public static Explanation Halving => new("halving", Texts.QHalving, Texts.AHalving, Texts.FHalving);

    /// <summary>The average of 200 days.</summary>
    public static Explanation DayAverage => new("day-average", Texts.QDayAverage, Texts.ADayAverage, Texts.FDayAverage);

    /// <summary>The Mayer multiple.</summary>
    public static Explanation MayerMultiple => new("mayer", Texts.QMayerMultiple, Texts.AMayerMultiple, Texts.FMayerMultiple);

    /// <summary>The average of 200 weeks.</summary>
    public static Explanation WeekAverage => new("week-average", Texts.QWeekAverage, Texts.AWeekAverage, Texts.FWeekAverage);

    /// <summary>The volatility.</summary>
    public static Explanation Volatility => new("volatility", Texts.QVolatility, Texts.AVolatility, Texts.FVolatility);

    /// <summary>The day with the largest rise.</summary>
    public static Explanation BestDay => new("best", Texts.QBestDay, Texts.ABestDay, Texts.FBestDay);

    /// <summary>The day with the largest fall.</summary>
    public static Explanation WorstDay => new("worst", Texts.QWorstDay, Texts.AWorstDay, Texts.FWorstDay);

    /// <summary>Returns by month and year.</summary>
    public static Explanation Returns => new("returns", Texts.QReturns, Texts.AReturns, Texts.FReturns);

    /// <summary>All of them, in the page's order.</summary>
    public static IReadOnlyList<Explanation> All =>
        [
            MarketCap,
            FullyDiluted,
            Volume,
            VolumeToCap,
            Rank,
            Dominance,
            High,
            Drawdown,
            Issued,
            Halving,
            DayAverage,
            MayerMultiple,
            WeekAverage,
            Volatility,
            BestDay,
            WorstDay,
            Returns,
        ];
}
