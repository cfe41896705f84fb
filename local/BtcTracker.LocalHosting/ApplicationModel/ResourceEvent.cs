namespace Aspire.Hosting.ApplicationModel;

/// <summary>A state by its name, one of <see cref="KnownResourceStates"/>.</summary>
public sealed record ResourceStateSnapshot(string Text);

/// <summary>What is known of a resource at an instant.</summary>
public sealed record CustomResourceSnapshot
{
    /// <summary>Its state.</summary>
    public ResourceStateSnapshot? State { get; init; }

    /// <summary>The exit code of its last process; null while none has ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Whether it runs and its health checks, where it has any, answered well.</summary>
    internal bool IsHealthy { get; init; }

    /// <summary>Why it failed, for a person; null while it did not.</summary>
    internal string? Failure { get; init; }
}

/// <summary>A resource's state has changed.</summary>
public sealed class ResourceEvent(IResource resource, CustomResourceSnapshot snapshot)
{
    /// <summary>The resource.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>Its new state.</summary>
    public CustomResourceSnapshot Snapshot { get; } = snapshot;
}
