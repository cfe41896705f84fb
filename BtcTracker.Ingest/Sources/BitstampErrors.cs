namespace BtcTracker.Ingest.Sources;

/// <summary>Bitstamp's errors: an HTTP status and <c>{"code": "…", "errors": [{"message": "…"}]}</c>, or <c>{"reason": "…"}</c>.</summary>
public static class BitstampErrors
{
    /// <summary>Throws what an answer's status says went wrong.</summary>
    /// <exception cref="SourceException">Something did.</exception>
    public static void ThrowIfFailed(SourceAnswer answer) =>
        ExchangeErrors.ThrowIfFailed(answer, "Bitstamp", body => JsonFields.Field(body, "reason"));
}
