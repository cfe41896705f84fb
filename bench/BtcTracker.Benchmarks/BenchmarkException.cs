namespace BtcTracker.Benchmarks;

/// <summary>A problem that the user must correct; the message says what.</summary>
public sealed class BenchmarkException : Exception
{
    /// <summary>Makes the error.</summary>
    public BenchmarkException() { }

    /// <summary>Makes the error with what to do.</summary>
    public BenchmarkException(string message)
        : base(message) { }

    /// <summary>Makes the error with what to do and its cause.</summary>
    public BenchmarkException(string message, Exception innerException)
        : base(message, innerException) { }
}
