namespace BtcTracker.Market.Storage;

/// <summary>
/// An item of the table is not in the format that this program writes. A retry does not help: correct or delete the item.
/// </summary>
public sealed class UnreadableItemException : PriceStoreException
{
    /// <summary>Creates it with a default message.</summary>
    public UnreadableItemException() { }

    /// <summary>Creates it with a message that names the item.</summary>
    public UnreadableItemException(string message)
        : base(message) { }

    /// <summary>Creates it with a message that names the item and the exception that says why it cannot be read.</summary>
    public UnreadableItemException(string message, Exception innerException)
        : base(message, innerException) { }
}
