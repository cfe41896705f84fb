using System.Globalization;
using System.Text.Json;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What of an endpoint is wanted.</summary>
public enum EndpointProperty
{
    /// <summary>Scheme, host and port: <c>http://localhost:5080</c>.</summary>
    Url = 0,

    /// <summary>The host's name.</summary>
    Host = 1,

    /// <summary>The port that others reach.</summary>
    Port = 3,

    /// <summary><c>http</c>.</summary>
    Scheme = 4,

    /// <summary>The port that the process itself listens on; here always the same one.</summary>
    TargetPort = 5,
}

/// <summary>An endpoint of a resource; its port is known once the application starts.</summary>
public sealed class EndpointReference : IValueProvider, IManifestExpressionProvider
{
    private readonly EndpointAnnotation? _annotation;

    internal EndpointReference(IResourceWithEndpoints owner, string endpointName)
    {
        Resource = owner;
        EndpointName = endpointName;
        _annotation = ((Resource)owner).Endpoints.Find(endpoint => endpoint.Name == endpointName);
    }

    /// <summary>Whose endpoint it is.</summary>
    public IResourceWithEndpoints Resource { get; }

    /// <summary>Its name: <c>http</c>.</summary>
    public string EndpointName { get; }

    /// <summary>Whether the resource has such an endpoint.</summary>
    public bool Exists => _annotation is not null;

    /// <summary>The host's name.</summary>
    public string Host => EndpointAnnotation.Host;

    /// <summary>The port.</summary>
    /// <exception cref="InvalidOperationException">The resource has no such endpoint, or the application has not been started.</exception>
    public int Port => EndpointAnnotation.AllocatedPort
        ?? throw new InvalidOperationException($"The endpoint '{EndpointName}' of '{Resource.Name}' has no port before the application starts.");

    /// <summary>Scheme, host and port.</summary>
    public string Url => $"{EndpointAnnotation.Scheme}://{Host}:{Port.ToString(CultureInfo.InvariantCulture)}";

    /// <inheritdoc />
    public string ValueExpression => Property(EndpointProperty.Url).ValueExpression;

    internal EndpointAnnotation EndpointAnnotation => _annotation
        ?? throw new InvalidOperationException($"'{Resource.Name}' has no endpoint '{EndpointName}'.");

    /// <summary>One part of the endpoint, to be read when the application starts.</summary>
    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);

    /// <inheritdoc />
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(Url);
}

/// <summary>One part of an endpoint.</summary>
public sealed class EndpointReferenceExpression(EndpointReference endpointReference, EndpointProperty property) : IValueProvider, IManifestExpressionProvider
{
    /// <inheritdoc />
    public string ValueExpression => $"{{{endpointReference.Resource.Name}.bindings.{endpointReference.EndpointName}.{JsonNamingPolicy.CamelCase.ConvertName(property.ToString())}}}";

    /// <inheritdoc />
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(property switch
    {
        EndpointProperty.Url => endpointReference.Url,
        EndpointProperty.Host => endpointReference.Host,
        EndpointProperty.Scheme => endpointReference.EndpointAnnotation.Scheme,
        _ => endpointReference.Port.ToString(CultureInfo.InvariantCulture),
    });
}
