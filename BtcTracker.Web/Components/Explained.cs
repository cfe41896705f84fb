namespace BtcTracker.Web.Components;

/// <summary>A figure in words: what it is, and how it is computed.</summary>
/// <param name="Id">A name of its own, for the address of its explanation.</param>
/// <param name="Question">What a reader may ask.</param>
/// <param name="Answer">The answer in one sentence.</param>
/// <param name="Formula">How it is computed.</param>
public sealed record Explained(string Id, string Question, string Answer, string Formula)
{
    /// <summary>Market capitalization.</summary>
    public static Explained MarketCap { get; } = new(
        "cap", "What is the market cap?",
        "What all coins in circulation are worth at the price of one.",
        "price × coins in circulation");

    /// <summary>Fully diluted market capitalization.</summary>
    public static Explained FullyDiluted { get; } = new(
        "diluted", "What is fully diluted?",
        "What the market cap would be at this price if all 21 million coins were there already.",
        "price × 21,000,000");

    /// <summary>Traded volume.</summary>
    public static Explained Volume { get; } = new(
        "volume", "What is the volume?",
        "What was traded in the last 24 hours on all markets that the source counts.",
        "as the source gives it; exchanges give none");

    /// <summary>Volume in relation to the market cap.</summary>
    public static Explained VolumeToCap { get; } = new(
        "turnover", "What is volume ÷ cap?",
        "How much of the market cap changed hands in the last 24 hours.",
        "volume of 24 hours ÷ market cap × 100 %");

    /// <summary>Place by market capitalization.</summary>
    public static Explained Rank { get; } = new(
        "rank", "What is the rank?", "Bitcoin's place among all cryptocurrencies by market cap.", "as the source gives it");

    /// <summary>Share of the whole market.</summary>
    public static Explained Dominance { get; } = new(
        "dominance", "What is the dominance?",
        "Bitcoin's part of the market cap of all cryptocurrencies together.",
        "as the source gives it");

    /// <summary>The highest price.</summary>
    public static Explained High { get; } = new(
        "high", "What is the all-time high?",
        "The highest price since the first day that is known; a doubtful one does not count.",
        "highest price of all days and of now; days since then by the UTC calendar");

    /// <summary>How far the price is below its highest.</summary>
    public static Explained Drawdown { get; } = new(
        "drawdown", "What is the drawdown?",
        "How far the price is below the highest that is known.",
        "(price ÷ all-time high − 1) × 100 %");

    /// <summary>New coins.</summary>
    public static Explained Issued { get; } = new(
        "issued", "What is issued per day?",
        "The new coins of a day: each block brings some, and a block comes about every 10 minutes.",
        "144 blocks × reward of a block");

    /// <summary>The next halving.</summary>
    public static Explained Halving { get; } = new(
        "halving", "What is the halving?", "After every 210,000 blocks a block brings half as many new coins; the date is an estimate.",
        "now + (supply at the halving − supply now) ÷ reward of a block × 10 minutes");

    /// <summary>The average of 200 days.</summary>
    public static Explained DayAverage { get; } = new(
        "day-average", "What is the 200-day average?",
        "The average of the last 200 daily closes: it shows the trend without the noise of single days.",
        "sum of the last 200 daily closes ÷ 200; none where a day is missing");

    /// <summary>The Mayer multiple.</summary>
    public static Explained MayerMultiple { get; } = new(
        "mayer", "What is the Mayer multiple?",
        "How many times its 200-day average the price is: above 1 it is above the average.",
        "price ÷ 200-day average");

    /// <summary>The average of 200 weeks.</summary>
    public static Explained WeekAverage { get; } = new(
        "week-average", "What is the 200-week average?", "The average of the last 200 weekly closes, nearly four years.",
        "sum of the closes of the last 200 Sundays ÷ 200; none where one is missing");

    /// <summary>The volatility.</summary>
    public static Explained Volatility { get; } = new(
        "volatility", "What is the volatility?", "How much the price swung from day to day in the last 30 days, scaled up to a year.",
        "standard deviation of 30 values of ln(close ÷ close of the day before), divisor 29, × √365 × 100 %; "
        + "its rank is the part of all other known spans of 30 days that were calmer");

    /// <summary>The day with the largest rise.</summary>
    public static Explained BestDay { get; } = new(
        "best", "What is the best day?",
        "The day on which the price rose most from one close to the next.",
        "largest (close ÷ close of the day before − 1) × 100 %; doubtful days are left out");

    /// <summary>The day with the largest fall.</summary>
    public static Explained WorstDay { get; } = new(
        "worst", "What is the worst day?",
        "The day on which the price fell most from one close to the next.",
        "smallest (close ÷ close of the day before − 1) × 100 %; doubtful days are left out");

    /// <summary>Returns by month and year.</summary>
    public static Explained Returns { get; } = new(
        "returns", "What is a return?", "How much the price changed from the last close before a month or year to its own last close.",
        "(last close ÷ last close before − 1) × 100 %; empty where one of the two is not known");

    /// <summary>All of them, in the page's order.</summary>
    public static IReadOnlyList<Explained> All { get; } =
    [
        MarketCap, FullyDiluted, Volume, VolumeToCap, Rank, Dominance, High, Drawdown, Issued, Halving,
        DayAverage, MayerMultiple, WeekAverage, Volatility, BestDay, WorstDay, Returns,
    ];
}
