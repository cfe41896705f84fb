namespace BtcTracker.Market.Storage.Holders;

/// <summary>The record was deleted while a request added to it; nothing of the request is left.</summary>
public sealed class HolderDeletedException : Exception
{
    /// <summary>Makes the exception.</summary>
    public HolderDeletedException()
        : base("The record was deleted in the meantime.") { }
}
