namespace BtcTracker.Market.Files;

/// <summary>Quotes as rows of a file, in the fields of <see cref="Quote"/>.</summary>
internal static class QuoteRows
{
    /// <summary>The column that distinguishes a file of readings from one of candles.</summary>
    public const string Slot = "slot";

    private const string Price = "price";

    private const string AsOf = "as_of";
    private const string Source = "source";

    /// <summary>The columns that the export writes.</summary>
    public static IReadOnlyList<Column<Quote>> Columns { get; } =
    [
        new(Slot, quote => quote.Slot),
        new(AsOf, quote => quote.AsOf),
        new(Source, quote => quote.Source),
        new(Price, quote => quote.Price),
        new("market_cap", quote => quote.MarketCap),
        new("fully_diluted_market_cap", quote => quote.FullyDilutedMarketCap),
        new("market_cap_dominance", quote => quote.MarketCapDominance),
        new("volume_24h", quote => quote.Volume24h),
        new("volume_change_24h", quote => quote.VolumeChange24h),
        new("percent_change_1h", quote => quote.PercentChange1h),
        new("percent_change_24h", quote => quote.PercentChange24h),
        new("percent_change_7d", quote => quote.PercentChange7d),
        new("percent_change_30d", quote => quote.PercentChange30d),
        new("percent_change_60d", quote => quote.PercentChange60d),
        new("percent_change_90d", quote => quote.PercentChange90d),
        new("circulating_supply", quote => quote.CirculatingSupply),
        new("total_supply", quote => quote.TotalSupply),
        new("max_supply", quote => quote.MaxSupply),
        new("rank", quote => quote.Rank),
        new("market_pairs", quote => quote.MarketPairs),
        new("confirmed", quote => quote.Confirmed),
        new("outdated", quote => quote.Outdated),
        new("spread", quote => quote.Spread),
    ];

    /// <summary>Throws if a CSV file lacks a column that every quote needs.</summary>
    /// <exception cref="FormatException">The message names the column.</exception>
    public static void Check(CsvTable table) => table.Require(Slot, AsOf, Source, Price);

    /// <summary>Reads and checks a row.</summary>
    /// <exception cref="FormatException">The row is not valid; the message names file, line and reason.</exception>
    public static Quote Read(RowReader row)
    {
        var quote = new Quote
        {
            Symbol = Symbol.BtcUsd,
            Slot = row.Time(Slot),
            AsOf = row.Time(AsOf),
            Source = row.Text(Source),
            Price = row.Number(Price),
            MarketCap = row.FindNumber("market_cap"),
            FullyDilutedMarketCap = row.FindNumber("fully_diluted_market_cap"),
            MarketCapDominance = row.FindNumber("market_cap_dominance"),
            Volume24h = row.FindNumber("volume_24h"),
            VolumeChange24h = row.FindNumber("volume_change_24h"),
            PercentChange1h = row.FindNumber("percent_change_1h"),
            PercentChange24h = row.FindNumber("percent_change_24h"),
            PercentChange7d = row.FindNumber("percent_change_7d"),
            PercentChange30d = row.FindNumber("percent_change_30d"),
            PercentChange60d = row.FindNumber("percent_change_60d"),
            PercentChange90d = row.FindNumber("percent_change_90d"),
            CirculatingSupply = row.FindNumber("circulating_supply"),
            TotalSupply = row.FindNumber("total_supply"),
            MaxSupply = row.FindNumber("max_supply"),
            Rank = row.FindWhole("rank"),
            MarketPairs = row.FindWhole("market_pairs"),
            Confirmed = row.FindFlag("confirmed") ?? true,
            Outdated = row.FindFlag("outdated") ?? false,
            Spread = row.FindNumber("spread"),
        };
        return FindProblem(quote) is { } reason ? throw row.Wrong(reason) : quote;
    }

    private static string? FindProblem(Quote quote) =>
        quote switch
        {
            { Price: <= 0 } => "price is not greater than zero",
            { Price: > CandleChecks.LargestPrice } => "price is implausibly high",
            _ when quote.AsOf < PriceTimes.Genesis => $"as_of {RowTime.Write(quote.AsOf)} is before Bitcoin's first block",
            _ => ReadingChecks.FindProblem(quote.Slot),
        };
}
