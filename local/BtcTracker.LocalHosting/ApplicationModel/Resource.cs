namespace Aspire.Hosting.ApplicationModel;

/// <summary>What every resource has. The engine keeps here what the app model says of it.</summary>
/// <param name="name">Its name, unique in the app model.</param>
public abstract class Resource(string name) : IResource
{
    /// <inheritdoc />
    public virtual string Name => name;

    internal List<EndpointAnnotation> Endpoints { get; } = [];

    /// <summary>Strings and <see cref="IValueProvider"/>s by name; later ones win.</summary>
    internal List<KeyValuePair<string, object>> Environment { get; } = [];

    internal List<Action<CommandLineArgsCallbackContext>> Arguments { get; } = [];

    internal List<IResource> WaitsFor { get; } = [];

    internal List<HttpHealthCheck> HealthChecks { get; } = [];

    internal List<Func<ResourceReadyEvent, CancellationToken, Task>> WhenReady { get; } = [];
}

/// <summary>A GET that answers with <paramref name="StatusCode"/> while the resource is healthy.</summary>
internal sealed record HttpHealthCheck(EndpointReference Endpoint, string Path, int StatusCode);

/// <summary>Lets a callback add arguments; strings, or values that are known at the start only.</summary>
public sealed class CommandLineArgsCallbackContext(IList<object> args)
{
    /// <summary>The arguments so far.</summary>
    public IList<object> Args { get; } = args;
}

/// <summary>A resource runs, and is healthy where it has a health check, for the first time.</summary>
public sealed class ResourceReadyEvent(IResource resource)
{
    /// <summary>The resource.</summary>
    public IResource Resource { get; } = resource;
}
