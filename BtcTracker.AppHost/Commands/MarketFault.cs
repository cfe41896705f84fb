namespace BtcTracker.AppHost.Commands;

/// <summary>A fault that the simulated market can simulate.</summary>
/// <param name="Name">Its name as an argument.</param>
/// <param name="Title">Its name, for display.</param>
/// <param name="Fields">The fields of the market's <c>POST /faults</c> (docs/faults.md).</param>
internal sealed record MarketFault(string Name, string Title, IReadOnlyDictionary<string, object> Fields)
{
    /// <summary>The longest fault that the market accepts, in seconds.</summary>
    public const int LongestSeconds = 86_400;

    /// <summary>All faults to choose from.</summary>
    public static IReadOnlyList<MarketFault> All { get; } =
    [
        Of("refuse", "CoinMarketCap refuses: too many calls", "/public-api", ("errorCode", 1008)),
        Of("down", "Every source returns 503", "*", ("status", 503)),
        Of("slow", "Every response takes 5 seconds", "*", ("delay", 5)),
        Of("cut", "Responses are truncated", "*", ("body", "cut")),
        Of("jump", "The price is ten times as high", "*", ("price", "jump")),
        Of("stale", "The price is frozen", "*", ("price", "stale")),
    ];

    private static MarketFault Of(string name, string title, string route, (string Field, object Value) field) =>
        new(name, title, new Dictionary<string, object> { ["route"] = route, [field.Field] = field.Value });
}
