using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources.EuropeanCentralBank;

/// <summary>
/// The European Central Bank's reference rates, one set a working day at about 16:00 in Frankfurt; free, and without a key.
/// </summary>
public sealed class EuropeanCentralBankSource(HttpClient client, MarketMode mode, TimeProvider clock)
{
    private const string Path = "stats/eurofxref/eurofxref-daily.xml";

    /// <summary>The name that its rates carry.</summary>
    public string Name => SourceNames.In(mode, SourceNames.EuropeanCentralBank);

    /// <summary>Reads the latest rates.</summary>
    /// <exception cref="SourceException">The bank did not answer, or its file is refused.</exception>
    public async Task<CurrencyRates> ReadRatesAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        var answer = await SourceAnswer.ReadAsync(client, request, clock, cancellationToken);
        return EuropeanCentralBankParser.ToRates(answer, Name, clock.GetUtcNow());
    }
}
