namespace BtcTracker.Ingest.Sources;

/// <summary>Why a source gave nothing, and so when it may be asked again.</summary>
public enum SourceFailure
{
    /// <summary>It does not answer, or not in time.</summary>
    Unreachable,

    /// <summary>It failed by itself: 5xx, or an error it has no other name for.</summary>
    Server,

    /// <summary>What it answered cannot be read, or is empty.</summary>
    InvalidBody,

    /// <summary>It will not take this request, however often it is sent.</summary>
    BadRequest,

    /// <summary>The key is wrong, missing, not paid for or not enough.</summary>
    KeyRefused,

    /// <summary>Too many calls in this minute.</summary>
    MinuteLimit,

    /// <summary>This day's credits are used up.</summary>
    DayCredits,

    /// <summary>This month's credits are used up.</summary>
    MonthCredits,

    /// <summary>Too many calls from this address.</summary>
    AddressLimit,
}

/// <summary>A source gave nothing that can be used. The message is a sentence that names the reason and never holds a key.</summary>
public sealed class SourceException : Exception
{
    /// <summary>Creates it without a reason of its own.</summary>
    public SourceException() { }

    /// <summary>Creates it with a message alone.</summary>
    public SourceException(string message)
        : base(message) { }

    /// <summary>Creates it with a message and what lies below.</summary>
    public SourceException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>Creates it.</summary>
    public SourceException(SourceFailure failure, string message, TimeSpan? retryAfter = null, Exception? innerException = null)
        : base(message, innerException) => (Failure, RetryAfter) = (failure, retryAfter);

    /// <summary>Why.</summary>
    public SourceFailure Failure { get; } = SourceFailure.Server;

    /// <summary>How long the source asks to be left alone; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; }
}
