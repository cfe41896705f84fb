namespace BtcTracker.Market.Files.Shapes;

/// <summary>What columns are called. Names are compared in lower case, without the angle brackets of MetaTrader.</summary>
internal static class ColumnNames
{
    /// <summary>A date whose time of day stands in a column of its own.</summary>
    public const string Date = "date";

    /// <summary>That time of day.</summary>
    public const string TimeOfDay = "time";

    /// <summary>Columns of a time, the most exact first.</summary>
    public static IReadOnlyList<string> Times { get; } =
    [
        "open_time_unix",
        "unix",
        "unix timestamp",
        "timestamp",
        "datetime",
        "open time",
        "open_time",
        "opentime",
        "timeopen",
        "snapped_at",
        "observation_date",
        "mts",
        "start",
        "date (utc)",
        "date/time",
        "gmt time",
        TimeOfDay,
        Date,
        "datum",
        "fecha",
    ];

    /// <summary>A candle's prices by what they may be called.</summary>
    public static IReadOnlyList<(string Field, string[] Names)> Prices { get; } =
    [
        ("open", ["open", "open price", "open_price", "eröffnung", "erster"]),
        ("high", ["high", "high price", "high_price", "hoch"]),
        ("low", ["low", "low price", "low_price", "tief"]),
        ("close", ["close", "close price", "close_price", "close/last", "close*", "last", "schluss", "schlusskurs"]),
    ];

    /// <summary>The price where there is one a time.</summary>
    public static IReadOnlyList<string> OnlyPrices { get; } =
    ["price", "close", "market-price", "value", "price (usd)", "price_usd", "cbbtcusd"];

    /// <summary>Volumes by what they count; null where the name does not say it.</summary>
    public static IReadOnlyList<(string Name, string? Unit)> Volumes { get; } =
    [
        ("volume", null),
        ("vol.", null),
        ("vol", null),
        ("volumen", null),
        ("volume_btc", "BTC"),
        ("volume btc", "BTC"),
        ("volume_(btc)", "BTC"),
        ("volume (btc)", "BTC"),
        ("volume xbt", "BTC"),
        ("volume_usd", "USD"),
        ("volume usd", "USD"),
        ("volume_(currency)", "USD"),
        ("volume (usd)", "USD"),
        ("volume usdt", "USD"),
        ("volume usdc", "USD"),
    ];

    /// <summary>Columns that name the market, or a part of it.</summary>
    public static IReadOnlyList<string> Markets { get; } =
    [
        "symbol",
        "pair",
        "market",
        "asset",
        "ticker",
        "currency",
        "coin",
        "crypto",
        "name",
        "base",
        "quote",
        "product_id",
        "product",
        "instrument",
    ];

    /// <summary>A name as it is compared.</summary>
    public static string Plain(string name) => name.Trim().Trim('<', '>').Trim().ToLowerInvariant();
}
