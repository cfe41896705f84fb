using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources;

/// <summary>
/// Keeps prices of the simulated market, which a header identifies, out of the real table, and all others out of a simulated one.
/// </summary>
public sealed class SimulatedMarketGuard(MarketMode mode) : DelegatingHandler
{
    /// <summary>The header of every response of the simulated market; its value is <c>demo</c> or <c>replay</c>.</summary>
    public const string Header = "X-BtcTracker-MarketSim";

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (FindProblem(response) is not { } reason)
        {
            return response;
        }

        response.Dispose();
        throw new SourceException(SourceFailure.BadRequest, $"{request.RequestUri?.Authority} is {reason}, and this is {Name(mode)} mode.");
    }

    // An error has no price to keep out, and a proxy may return one: it is passed on.
    private string? FindProblem(HttpResponseMessage response)
    {
        var label = response.Headers.TryGetValues(Header, out var values) ? string.Join(",", values) : null;
        return mode switch
        {
            MarketMode.Live => label is null ? null : "a simulated market",
            _ when label == Name(mode) || !response.IsSuccessStatusCode => null,
            _ => label is null ? "not a simulated market" : $"a simulated market of another mode ({JsonFields.Shorten(label)})",
        };
    }

    private static string Name(MarketMode mode) =>
        mode switch
        {
            MarketMode.Live => "live",
            MarketMode.Demo => "demo",
            _ => "replay",
        };
}
