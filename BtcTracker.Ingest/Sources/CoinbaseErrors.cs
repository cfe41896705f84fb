namespace BtcTracker.Ingest.Sources;

/// <summary>Coinbase's errors: an HTTP status and <c>{"message": "…"}</c>.</summary>
public static class CoinbaseErrors
{
    /// <summary>Throws what an answer's status says went wrong.</summary>
    /// <exception cref="SourceException">Something did.</exception>
    public static void ThrowIfFailed(SourceAnswer answer) =>
        ExchangeErrors.ThrowIfFailed(answer, "Coinbase", body => JsonFields.Field(body, "message"));
}
