namespace BtcTracker.Market.Storage;

/// <summary>The store did not respond, or refused a request. The message says what to check; it never contains a secret.</summary>
public class PriceStoreException : Exception
{
    /// <summary>Creates it with a default message.</summary>
    public PriceStoreException() { }

    /// <summary>Creates it with a message.</summary>
    public PriceStoreException(string message)
        : base(message) { }

    /// <summary>Creates it with a message and the client's exception.</summary>
    public PriceStoreException(string message, Exception innerException)
        : base(message, innerException) { }
}
