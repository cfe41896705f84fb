namespace BtcTracker.MarketSim.Faults;

/// <summary>A requested fault of a route's responses.</summary>
/// <param name="Route">The beginning of the addresses that it is for; <c>*</c> is all of them.</param>
/// <param name="Since">When it was requested; a stale price is frozen at that time.</param>
public sealed record Fault(string Route, DateTimeOffset Since)
{
    /// <summary>The HTTP status to return; with <see cref="ErrorCode"/>, instead of that error's own.</summary>
    public int? Status { get; init; }

    /// <summary>CoinMarketCap's error instead of an answer.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>The <c>Retry-After</c> of the status or error, in seconds.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>How many seconds pass before anything is answered.</summary>
    public double? Delay { get; init; }

    /// <summary>What becomes of the body: one of <see cref="FaultRequest.Bodies"/>.</summary>
    public string? Body { get; init; }

    /// <summary><see cref="FaultRequest.Stale"/>, <see cref="FaultRequest.Jump"/>, or the text that replaces the price.</summary>
    public string? Price { get; init; }

    /// <summary>What a jumping price is multiplied by.</summary>
    public decimal? Factor { get; init; }

    /// <summary>Whether it is for an address.</summary>
    public bool IsFor(string path) => Route == "*" || path.StartsWith(Route, StringComparison.OrdinalIgnoreCase);
}
