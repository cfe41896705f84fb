namespace BtcTracker.Ingest.Sources.CoinMarketCap;

/// <summary>
/// Reads the API key's plan, which costs no credits: <c>{"data": {"plan": {"credit_limit_monthly": 120000, "rate_limit_minute": 60},
/// "usage": {"current_month": {"credits_left": 119999}}}, "status": {…}}</c>.
/// </summary>
public sealed class CoinMarketCapKey(CoinMarketCapClient client)
{
    /// <summary>Reads the plan.</summary>
    /// <exception cref="SourceException">CoinMarketCap did not respond, or refuses the key.</exception>
    public Task<KeyInfo> ReadInfoAsync(CancellationToken cancellationToken) => client.AskAsync("v1/key/info", ToInfo, cancellationToken);

    /// <summary>Parses a response.</summary>
    /// <exception cref="SourceException">The response is an error or cannot be parsed.</exception>
    public static KeyInfo ToInfo(SourceResponse response)
    {
        CoinMarketCapErrors.ThrowIfFailed(response);
        if (JsonFields.Field(response.Json, "data") is not { } data || JsonFields.Field(data, "plan") is not { } plan)
        {
            throw JsonFields.Invalid("The body has no plan.");
        }

        var month = JsonFields.Field(JsonFields.Field(data, "usage"), "current_month");
        return new KeyInfo(
            JsonFields.Count(plan, "credit_limit_monthly"),
            month is { } usage ? JsonFields.Count(usage, "credits_left") : null,
            JsonFields.Count(plan, "rate_limit_minute")
        );
    }
}
