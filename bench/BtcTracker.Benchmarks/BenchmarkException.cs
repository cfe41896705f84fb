namespace BtcTracker.Benchmarks;

/// <summary>Something that the person who measures has to put right; the message says what.</summary>
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
