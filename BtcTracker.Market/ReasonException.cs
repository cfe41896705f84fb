namespace BtcTracker.Market;

/// <summary>Something is refused for a reason that can be given in every language; the message is its English.</summary>
public sealed class ReasonException : FormatException
{
    /// <summary>Makes an exception of a reason.</summary>
    public ReasonException(Reason reason, Exception? inner = null)
        : base(reason.ToString(), inner) => Reason = reason;

    /// <summary>Why.</summary>
    public Reason Reason { get; }
}
