using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources;

/// <summary>Keeps the simulated market's prices, which are labelled by a header, out of the real table.</summary>
public sealed class SimulatedMarketGuard(MarketMode mode) : DelegatingHandler
{
    /// <summary>The header that every answer of the simulated market has.</summary>
    public const string Header = "X-BtcTracker-MarketSim";

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (mode != MarketMode.Live || !response.Headers.Contains(Header))
        {
            return response;
        }

        response.Dispose();
        throw new SourceException(SourceFailure.BadRequest, $"{request.RequestUri?.Authority} is a simulated market, and this is live mode.");
    }
}
