using System.Text.Json;
using System.Text.Json.Serialization;

namespace BtcTracker.MarketSim.Faults;

/// <summary>The body of <c>POST /faults</c>, checked before it becomes a <see cref="Fault"/>.</summary>
public sealed class FaultRequest
{
    /// <summary>The price is frozen from the request on.</summary>
    public const string Stale = "stale";

    /// <summary>The price is multiplied by <see cref="Factor"/>.</summary>
    public const string Jump = "jump";

    private const decimal DefaultFactor = 10m;
    private const int LongestSeconds = 86_400;
    private const int LongestDelay = 600;
    private const int MostAnswers = 1_000_000;

    /// <summary>What can become of a body: it ends half-way, it is a web page, it is empty.</summary>
    public static IReadOnlyList<string> Bodies { get; } = ["cut", "html", "empty"];

    /// <inheritdoc cref="Fault.Route" />
    public string? Route { get; init; }

    /// <inheritdoc cref="Fault.Status" />
    public int? Status { get; init; }

    /// <inheritdoc cref="Fault.ErrorCode" />
    public int? ErrorCode { get; init; }

    /// <inheritdoc cref="Fault.RetryAfter" />
    public int? RetryAfter { get; init; }

    /// <inheritdoc cref="Fault.Delay" />
    public double? Delay { get; init; }

    /// <inheritdoc cref="Fault.Body" />
    public string? Body { get; init; }

    /// <inheritdoc cref="Fault.Price" />
    public JsonElement? Price { get; init; }

    /// <inheritdoc cref="Fault.Factor" />
    public decimal? Factor { get; init; }

    /// <summary>For how many answers; null is no limit.</summary>
    public int? Count { get; init; }

    /// <summary>For how many seconds; null is no limit.</summary>
    public double? Seconds { get; init; }

    /// <summary>Fields that no fault has.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; init; }

    private string? PriceText => Price is { ValueKind: JsonValueKind.String } text ? text.GetString() : Price?.GetRawText();

    /// <summary>The errors by field; empty if there are none.</summary>
    /// <param name="routes">The market's routes.</param>
    public Dictionary<string, string[]> FindErrors(IReadOnlyList<string> routes)
    {
        var errors = new Dictionary<string, string[]>();
        void Check(bool isRight, string field, string allowed)
        {
            if (!isRight)
            {
                errors[field] = [allowed];
            }
        }

        Check(IsRoute(Route, routes), "route", $"It is needed: * for all routes, or the beginning of one: {string.Join(", ", routes)}.");
        Check(
            (Status ?? ErrorCode ?? Delay) is not null || (Body ?? PriceText) is not null,
            "status",
            "A fault needs at least one of status, errorCode, delay, body and price."
        );
        Check(Status is null or (>= 200 and <= 599), "status", "It is an HTTP status from 200 to 599.");
        Check(
            ErrorCode is not { } code || CoinMarketCapFaults.Knows(code),
            "errorCode",
            $"It is one of CoinMarketCap's: {CoinMarketCapFaults.Codes}."
        );
        Check(
            RetryAfter is null || (RetryAfter >= 0 && (Status ?? ErrorCode) is not null),
            "retryAfter",
            "It is a whole number of seconds, 0 or more, with status or errorCode."
        );
        Check(Delay is null or (> 0 and <= LongestDelay), "delay", $"It is a number of seconds, more than 0, at most {LongestDelay}.");
        Check(Body is null || Bodies.Contains(Body), "body", $"It is one of {string.Join(", ", Bodies)}.");
        Check(PriceText is not "", "price", $"It is {Stale}, {Jump}, or the text that replaces the price, such as NaN.");
        Check(
            Factor is null || (Factor is > 0 and <= 1_000_000m && PriceText == Jump),
            "factor",
            "It is a number above 0, at most 1000000, with the price jump."
        );
        Check(Count is null or (>= 1 and <= MostAnswers), "count", $"It is a whole number from 1 to {MostAnswers}.");
        Check(
            Seconds is null or (> 0 and <= LongestSeconds),
            "seconds",
            $"It is a number of seconds, more than 0, at most {LongestSeconds}."
        );
        foreach (var name in Unknown?.Keys ?? Enumerable.Empty<string>())
        {
            Check(
                false,
                name,
                "It is no field of a fault: route, status, errorCode, retryAfter, delay, body, price, factor, count and seconds are."
            );
        }

        return errors;
    }

    /// <summary>The fault; valid only without errors.</summary>
    public Fault ToFault(DateTimeOffset now) =>
        new(Route!, now)
        {
            Status = Status,
            ErrorCode = ErrorCode,
            RetryAfter = RetryAfter,
            Delay = Delay,
            Body = Body,
            Price = PriceText,
            Factor = PriceText == Jump ? Factor ?? DefaultFactor : null,
        };

    // A route with a name in it, such as /products/{product}/ticker, is known up to that name.
    private static bool IsRoute(string? text, IReadOnlyList<string> routes) =>
        text == "*"
        || (
            text is ['/', _, ..] && routes.Any(route => route.StartsWith(text, StringComparison.OrdinalIgnoreCase) || IsBelow(text, route))
        );

    private static bool IsBelow(string text, string route) =>
        route.IndexOf('{', StringComparison.Ordinal) is > 0 and var name
        && text.StartsWith(route[..name], StringComparison.OrdinalIgnoreCase);
}
