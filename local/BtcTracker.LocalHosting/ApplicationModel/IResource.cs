namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of the application that the engine starts or hands out.</summary>
public interface IResource
{
    /// <summary>Its name, unique in the app model.</summary>
    string Name { get; }
}

/// <summary>A resource that takes command-line arguments.</summary>
public interface IResourceWithArgs : IResource;

/// <summary>A resource that others reach over the network.</summary>
public interface IResourceWithEndpoints : IResource;

/// <summary>A resource that takes environment variables.</summary>
public interface IResourceWithEnvironment : IResource;

/// <summary>A resource that can wait for others.</summary>
public interface IResourceWithWaitSupport : IResource;

/// <summary>A value that is known only once the application starts.</summary>
public interface IValueProvider
{
    /// <summary>The value as text.</summary>
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);
}

/// <summary>A value that a manifest tells by an expression, such as <c>{web.bindings.http.url}</c>.</summary>
public interface IManifestExpressionProvider
{
    /// <summary>The expression.</summary>
    string ValueExpression { get; }
}

/// <summary>Configures a resource of the app model.</summary>
/// <typeparam name="T">What kind of resource it is.</typeparam>
public interface IResourceBuilder<out T>
    where T : IResource
{
    /// <summary>The application that the resource belongs to.</summary>
    IDistributedApplicationBuilder ApplicationBuilder { get; }

    /// <summary>The resource.</summary>
    T Resource { get; }
}
