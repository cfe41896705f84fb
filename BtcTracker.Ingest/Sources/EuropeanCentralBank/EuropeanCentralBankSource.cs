using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources.EuropeanCentralBank;

/// <summary>
/// The European Central Bank's reference rates, published once per working day at about 16:00 in Frankfurt; free and without an API key.
/// </summary>
public sealed class EuropeanCentralBankSource(HttpClient client, MarketMode mode, TimeProvider clock)
{
    private const string Path = "stats/eurofxref/eurofxref-daily.xml";

    /// <summary>The source name of its rates.</summary>
    public string Name => SourceNames.In(mode, SourceNames.EuropeanCentralBank);

    /// <summary>Reads the latest rates.</summary>
    /// <exception cref="SourceException">The bank did not respond, or its file is rejected.</exception>
    public async Task<CurrencyRates> ReadRatesAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        var response = await SourceResponse.ReadAsync(client, request, clock, cancellationToken);
        return EuropeanCentralBankParser.ToRates(response, Name, clock.GetUtcNow());
    }
}
