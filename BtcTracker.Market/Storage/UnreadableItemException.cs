namespace BtcTracker.Market.Storage;

/// <summary>
/// An item of the table is not what this program writes. Asking again changes nothing: somebody must put it right or delete it.
/// </summary>
public sealed class UnreadableItemException : PriceStoreException
{
    /// <summary>Creates it without a message of its own.</summary>
    public UnreadableItemException() { }

    /// <summary>Creates it with which item it is.</summary>
    public UnreadableItemException(string message)
        : base(message) { }

    /// <summary>Creates it with which item it is and why it cannot be read.</summary>
    public UnreadableItemException(string message, Exception innerException)
        : base(message, innerException) { }
}
