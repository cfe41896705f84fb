namespace BtcTracker.Web.Contracts;

/// <summary>The API's currency rates; without any, all but the base is null and the list is empty.</summary>
/// <param name="Base">The currency that is priced: <c>USD</c>.</param>
/// <param name="AsOf">The source's own time of most of the rates, UTC; each has its own too.</param>
/// <param name="AgeSeconds">How old they are.</param>
/// <param name="Source">Where most of them came from.</param>
/// <param name="SourceName">The source as the page names it.</param>
/// <param name="Rates">The rates, in a fixed order.</param>
public sealed record RatesBody(
    string Base,
    DateTime? AsOf,
    long? AgeSeconds,
    string? Source,
    string? SourceName,
    IReadOnlyList<RateBody> Rates
);

/// <summary>A currency's rate.</summary>
/// <param name="Currency">Its ISO 4217 code.</param>
/// <param name="Rate">Units of it for one unit of the base.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="SourceName">The source as the page names it.</param>
/// <param name="AsOf">The source's own time of it, UTC; midnight where the source gives a day.</param>
/// <param name="AgeSeconds">How old it is.</param>
public sealed record RateBody(string Currency, decimal Rate, string Source, string SourceName, DateTime AsOf, long AgeSeconds);
