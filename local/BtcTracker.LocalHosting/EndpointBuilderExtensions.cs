using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A resource that others find by its name.</summary>
public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;

/// <summary>Gives resources endpoints, and tells others of them.</summary>
public static class EndpointBuilderExtensions
{
    /// <summary>Adds an HTTP endpoint.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="port">The port that others reach; null takes a free one.</param>
    /// <param name="targetPort">The port that the process listens on: the same one here, where nothing is proxied.</param>
    /// <param name="name">Its name; <c>http</c> by default.</param>
    /// <param name="env">A variable that hands the port to the process.</param>
    /// <param name="isProxied">False keeps a fixed port also in tests.</param>
    /// <exception cref="DistributedApplicationException">The resource has an endpoint of that name, or the two ports differ.</exception>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool? isProxied = null)
        where T : IResourceWithEndpoints
    {
        var endpointName = name ?? "http";
        if (port is not null && targetPort is not null && port != targetPort)
        {
            throw new DistributedApplicationException($"'{builder.Resource.Name}' wants two different ports; the built-in engine has no proxy between them.");
        }

        if (builder.GetEndpoint(endpointName).Exists)
        {
            throw new DistributedApplicationException($"'{builder.Resource.Name}' has an endpoint '{endpointName}' already.");
        }

        return builder.Change(resource => resource.Endpoints.Add(new EndpointAnnotation(endpointName, "http", port ?? targetPort, isProxied ?? true) { PortVariable = env }));
    }

    /// <summary>Says that the HTTP endpoints are for people outside; it matters to a deployment only.</summary>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints => builder.Change(resource => resource.Endpoints.ForEach(endpoint => endpoint.IsExternal = true));

    /// <summary>Calls the resource healthy while a GET answers with a status.</summary>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints
    {
        var endpoint = builder.GetEndpoint(endpointName ?? "http");
        return builder.Change(resource => resource.HealthChecks.Add(new HttpHealthCheck(endpoint, path ?? "/", statusCode ?? 200)));
    }

    /// <summary>An endpoint of the resource.</summary>
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
        where T : IResourceWithEndpoints => new(builder.Resource, name);

    /// <summary>An endpoint of the resource.</summary>
    public static EndpointReference GetEndpoint(this IResourceWithEndpoints resource, string endpointName) => new(resource, endpointName);

    /// <summary>Tells the resource where another one is: <c>services__market__http__0</c> and <c>MARKET_HTTP</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment
    {
        foreach (var endpoint in ((Resource)(IResource)source.Resource).Endpoints)
        {
            var address = source.GetEndpoint(endpoint.Name);
            builder.WithVariable($"{VariableName(source.Resource.Name)}_{VariableName(endpoint.Name)}", address);
            builder.WithVariable($"services__{source.Resource.Name}__{endpoint.Name}__0", address);
        }

        return builder;
    }

    private static string VariableName(string name) => name.Replace('-', '_').ToUpper(CultureInfo.InvariantCulture);
}
