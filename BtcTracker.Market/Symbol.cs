namespace BtcTracker.Market;

/// <summary>A trading pair. Sources map it to their own names.</summary>
/// <param name="Base">The asset that is priced, in upper case: <c>BTC</c>.</param>
/// <param name="Quote">The currency that it is priced in, in upper case: <c>USD</c>.</param>
public readonly record struct Symbol(string Base, string Quote)
{
    /// <summary>Bitcoin in US dollars, the pair that this project follows.</summary>
    public static Symbol BtcUsd { get; } = new("BTC", "USD");

    /// <summary>The pair as keys and bodies write it: <c>BTC-USD</c>.</summary>
    public override string ToString() => $"{Base}-{Quote}";
}
