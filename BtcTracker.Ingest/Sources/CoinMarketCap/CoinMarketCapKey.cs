namespace BtcTracker.Ingest.Sources.CoinMarketCap;

/// <summary>
/// Reads the plan of the key, which costs no credit: <c>{"data": {"plan": {"credit_limit_monthly": 120000, "rate_limit_minute": 60},
/// "usage": {"current_month": {"credits_left": 119999}}}, "status": {…}}</c>.
/// </summary>
public sealed class CoinMarketCapKey(CoinMarketCapClient client)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="SourceException">CoinMarketCap did not answer, or refuses the key.</exception>
    public Task<KeyInfo> ReadInfoAsync(CancellationToken cancellationToken) => client.AskAsync("v1/key/info", ToInfo, cancellationToken);

    /// <summary>Reads an answer.</summary>
    /// <exception cref="SourceException">It is an error or cannot be read.</exception>
    public static KeyInfo ToInfo(SourceAnswer answer)
    {
        CoinMarketCapErrors.ThrowIfFailed(answer);
        if (JsonFields.Field(answer.Json, "data") is not { } data || JsonFields.Field(data, "plan") is not { } plan)
        {
            throw JsonFields.Invalid("The body tells no plan.");
        }

        var month = JsonFields.Field(JsonFields.Field(data, "usage"), "current_month");
        return new KeyInfo(
            JsonFields.Count(plan, "credit_limit_monthly"),
            month is { } usage ? JsonFields.Count(usage, "credits_left") : null,
            JsonFields.Count(plan, "rate_limit_minute")
        );
    }
}
