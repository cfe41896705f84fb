namespace BtcTracker.Ingest;

/// <summary>
/// The event ids of the log lines that a deployment's alarms count, as <c>[1001]</c> in the console's lines. They stay what they are
/// whatever the words become. Compiled into the deployment too.
/// </summary>
internal static class LineIds
{
    /// <summary>A slot has its quote.</summary>
    public const int QuoteStored = 1001;

    /// <summary>No source gave a quote for a slot.</summary>
    public const int NoQuote = 1002;

    /// <summary>Slots went by while nothing read.</summary>
    public const int SlotsUnread = 1003;

    /// <summary>A reading is given up, because too many wait for the store.</summary>
    public const int ReadingGivenUp = 1004;

    /// <summary>CoinMarketCap refuses the key.</summary>
    public const int KeyRefused = 1005;

    /// <summary>An alert's message is given up, because the webhook did not take it for a day.</summary>
    public const int AlertGivenUp = 1006;
}
