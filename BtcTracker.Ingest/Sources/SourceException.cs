namespace BtcTracker.Ingest.Sources;

/// <summary>Why a source failed, which determines when it is called again.</summary>
public enum SourceFailure
{
    /// <summary>It did not respond in time.</summary>
    Unreachable,

    /// <summary>It failed: 5xx, or an unspecified error.</summary>
    Server,

    /// <summary>Its response cannot be parsed, or is empty.</summary>
    InvalidBody,

    /// <summary>It rejects this request; a retry does not help.</summary>
    BadRequest,

    /// <summary>The API key is wrong, missing, unpaid or insufficient.</summary>
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

/// <summary>A source returned nothing usable. The message is a sentence with the reason and never contains a key.</summary>
public sealed class SourceException : Exception
{
    /// <summary>Creates it with a default message.</summary>
    public SourceException() { }

    /// <summary>Creates it with a message.</summary>
    public SourceException(string message)
        : base(message) { }

    /// <summary>Creates it with a message and an inner exception.</summary>
    public SourceException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>Creates it with a kind of failure.</summary>
    public SourceException(SourceFailure failure, string message, TimeSpan? retryAfter = null, Exception? innerException = null)
        : base(message, innerException) => (Failure, RetryAfter) = (failure, retryAfter);

    /// <summary>The kind of failure.</summary>
    public SourceFailure Failure { get; } = SourceFailure.Server;

    /// <summary>The source's Retry-After; null if it sent none.</summary>
    public TimeSpan? RetryAfter { get; }
}
