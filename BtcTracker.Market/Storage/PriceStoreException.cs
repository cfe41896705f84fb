namespace BtcTracker.Market.Storage;

/// <summary>The store did not answer, or refused. The message says what to look at; it never holds a secret.</summary>
public class PriceStoreException : Exception
{
    /// <summary>Creates it without a message of its own.</summary>
    public PriceStoreException() { }

    /// <summary>Creates it with what happened.</summary>
    public PriceStoreException(string message)
        : base(message) { }

    /// <summary>Creates it with what happened and what the store's client said.</summary>
    public PriceStoreException(string message, Exception innerException)
        : base(message, innerException) { }
}
