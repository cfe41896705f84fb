namespace BtcTracker.AppHost.Commands;

/// <summary>A fault that the simulated market can have.</summary>
/// <param name="Name">Its name as an argument.</param>
/// <param name="Title">Its name for a person.</param>
/// <param name="Fields">The fields of the market's <c>POST /faults</c> (docs/faults.md).</param>
internal sealed record MarketFault(string Name, string Title, IReadOnlyDictionary<string, object> Fields)
{
    /// <summary>The longest fault that the market takes, in seconds.</summary>
    public const int LongestSeconds = 86_400;

    /// <summary>The choice.</summary>
    public static IReadOnlyList<MarketFault> All { get; } =
    [
        Of("refuse", "CoinMarketCap refuses: too many calls", "/public-api", ("errorCode", 1008)),
        Of("down", "Every source answers 503", "*", ("status", 503)),
        Of("slow", "Every answer takes 5 seconds", "*", ("delay", 5)),
        Of("cut", "Answers end half-way", "*", ("body", "cut")),
        Of("jump", "The price is ten times as high", "*", ("price", "jump")),
        Of("stale", "The price stands still", "*", ("price", "stale")),
    ];

    private static MarketFault Of(string name, string title, string route, (string Field, object Value) field) =>
        new(name, title, new Dictionary<string, object> { ["route"] = route, [field.Field] = field.Value });
}
