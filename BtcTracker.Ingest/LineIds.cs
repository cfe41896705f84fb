namespace BtcTracker.Ingest;

/// <summary>
/// The event ids of the log lines that a deployment's alarms count, such as <c>[1001]</c> in the console. They do not change, even if the
/// message does. Also compiled into the deployment.
/// </summary>
internal static class LineIds
{
    /// <summary>A slot's quote was stored.</summary>
    public const int QuoteStored = 1001;

    /// <summary>No source returned a quote for a slot.</summary>
    public const int NoQuote = 1002;

    /// <summary>Slots were skipped, because nothing was running.</summary>
    public const int SlotsUnread = 1003;

    /// <summary>A reading was dropped, because the queue to the store is full.</summary>
    public const int ReadingGivenUp = 1004;

    /// <summary>CoinMarketCap refuses the key.</summary>
    public const int KeyRefused = 1005;

    /// <summary>An alert's message was dropped, because the webhook did not accept it for a day.</summary>
    public const int AlertGivenUp = 1006;
}
