using System.Text.Json.Nodes;
using BtcTracker.MarketSim.Api;

namespace BtcTracker.MarketSim.Faults;

/// <summary>CoinMarketCap's table of errors, with the status and words of each.</summary>
public static class CoinMarketCapFaults
{
    private static readonly SortedDictionary<int, (int Status, string Message)> Table = new()
    {
        [400] = (400, "Invalid value for \"id\""),
        [500] = (500, "An internal server error occurred"),
        [1001] = (401, "This API Key is invalid."),
        [1002] = (401, "API key missing."),
        [1003] = (402, "Your API Key must be activated. Please go to pro.coinmarketcap.com/account/plan."),
        [1004] = (402, "Your API Key's subscription plan has expired."),
        [1005] = (403, "An API Key is required for this call."),
        [1006] = (403, "Your API Key subscription plan doesn't support this endpoint."),
        [1007] = (403, "This API Key has been disabled. Please contact support."),
        [1008] = (429, "You've exceeded your API Key's HTTP request rate limit. Rate limits reset every minute."),
        [1009] = (429, "You've exceeded your API Key's daily rate limit."),
        [1010] = (429, "You've exceeded your API Key's monthly rate limit."),
        [1011] = (429, "You've hit an IP rate limit."),
        [1022] = (429, "You've hit an IP rate limit."),
    };

    /// <summary>The codes, for a message.</summary>
    public static string Codes { get; } = string.Join(", ", Table.Keys);

    /// <summary>Whether a code is in the table.</summary>
    public static bool Knows(int code) => Table.ContainsKey(code);

    /// <summary>The HTTP status of a code.</summary>
    public static int StatusOf(int code) => Table[code].Status;

    /// <summary>The body of a code.</summary>
    public static JsonObject BodyOf(int code, DateTimeOffset now) => CoinMarketCapBodies.Error(now, code, Table[code].Message);
}
