namespace Aspire.Hosting.ApplicationModel;

/// <summary>The states that a resource goes through.</summary>
public static class KnownResourceStates
{
    /// <summary>Not begun.</summary>
    public static readonly string NotStarted = nameof(NotStarted);

    /// <summary>What it waits for is not healthy yet.</summary>
    public static readonly string Waiting = nameof(Waiting);

    /// <summary>Its process is being started, for the first time or again.</summary>
    public static readonly string Starting = nameof(Starting);

    /// <summary>Its process runs.</summary>
    public static readonly string Running = nameof(Running);

    /// <summary>It did not start, or it crashed too often.</summary>
    public static readonly string FailedToStart = nameof(FailedToStart);

    /// <summary>It is being stopped.</summary>
    public static readonly string Stopping = nameof(Stopping);

    /// <summary>Its process has ended.</summary>
    public static readonly string Exited = nameof(Exited);
}
