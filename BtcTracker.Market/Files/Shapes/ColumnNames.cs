namespace BtcTracker.Market.Files.Shapes;

/// <summary>Known column names. Names are compared in lower case, without MetaTrader's angle brackets.</summary>
internal static class ColumnNames
{
    /// <summary>A date with the time of day in another column.</summary>
    public const string Date = "date";

    /// <summary>The time of day of <see cref="Date"/>.</summary>
    public const string TimeOfDay = "time";

    /// <summary>Columns of a time, the most precise first.</summary>
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

    /// <summary>Names of a candle's prices.</summary>
    public static IReadOnlyList<(string Field, string[] Names)> Prices { get; } =
    [
        ("open", ["open", "open price", "open_price", "eröffnung", "erster"]),
        ("high", ["high", "high price", "high_price", "hoch"]),
        ("low", ["low", "low price", "low_price", "tief"]),
        ("close", ["close", "close price", "close_price", "close/last", "close*", "last", "schluss", "schlusskurs"]),
    ];

    /// <summary>Names of a single price.</summary>
    public static IReadOnlyList<string> OnlyPrices { get; } =
    ["price", "close", "market-price", "value", "price (usd)", "price_usd", "cbbtcusd"];

    /// <summary>Names of volumes with their unit; null if the name does not state it.</summary>
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

    /// <summary>Names of columns with the market, or a part of it.</summary>
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

    /// <summary>A name in the form that is compared.</summary>
    public static string Plain(string name) => name.Trim().Trim('<', '>').Trim().ToLowerInvariant();
}
