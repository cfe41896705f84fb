namespace Aspire.Hosting;

/// <summary>The application cannot start or go on; the message tells a person why and what to do.</summary>
public class DistributedApplicationException : Exception
{
    /// <summary>Creates it without a message of its own.</summary>
    public DistributedApplicationException()
    {
    }

    /// <summary>Creates it with what happened and what to do.</summary>
    public DistributedApplicationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates it with what happened, what to do, and the cause.</summary>
    public DistributedApplicationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
