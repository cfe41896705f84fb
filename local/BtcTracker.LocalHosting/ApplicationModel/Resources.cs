namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that runs as a process.</summary>
public abstract class ProcessResource(string name)
    : Resource(name), IResourceWithArgs, IResourceWithEndpoints, IResourceWithEnvironment, IResourceWithWaitSupport;

/// <summary>A .NET project of the solution.</summary>
public class ProjectResource(string name) : ProcessResource(name), IResourceWithServiceDiscovery
{
    internal IProjectMetadata? Metadata { get; init; }

    internal LaunchProfile LaunchProfile { get; init; } = LaunchProfile.Empty;
}

/// <summary>A program that is started with a command.</summary>
public class ExecutableResource(string name, string command, string workingDirectory) : ProcessResource(name)
{
    /// <summary>The program: a path, or a name on the <c>PATH</c>.</summary>
    public string Command => command;

    /// <summary>The folder that it is started in.</summary>
    public string WorkingDirectory => workingDirectory;
}

/// <summary>A value that is given from outside: configuration, user secrets, environment.</summary>
public class ParameterResource(string name, Func<string> value, bool secret = false) : Resource(name), IValueProvider, IManifestExpressionProvider
{
    /// <summary>Whether it must not be shown.</summary>
    public bool Secret => secret;

    /// <inheritdoc />
    public string ValueExpression => $"{{{Name}.value}}";

    /// <inheritdoc />
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(value());
}
