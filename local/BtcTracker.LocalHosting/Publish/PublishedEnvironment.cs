using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace BtcTracker.LocalHosting.Publish;

/// <summary>The variables that a published resource gets: the same that Aspire 13.5 gives. Nothing of this machine is among them.</summary>
internal static class PublishedEnvironment
{
    /// <summary>Strings and <see cref="IManifestExpressionProvider"/>s by name.</summary>
    public static IReadOnlyDictionary<string, object> Of(ProcessResource resource)
    {
        Dictionary<string, object> variables = [];
        if (resource is ProjectResource project)
        {
            variables["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory";
            AddPorts(variables, project);
        }

        foreach (var endpoint in resource.Endpoints.Where(endpoint => endpoint.PortVariable is not null))
        {
            variables[endpoint.PortVariable!] = TargetPort(resource, endpoint);
        }

        foreach (var (name, value) in resource.Environment)
        {
            variables[name] = value;
        }

        return variables;
    }

    // Whatever stands before a published project ends TLS, so there is no HTTPS_PORTS.
    private static void AddPorts(Dictionary<string, object> variables, ProjectResource project)
    {
        if (project.Endpoints.Find(endpoint => endpoint.Scheme == Uri.UriSchemeHttp) is { } http)
        {
            variables["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";
            variables["HTTP_PORTS"] = TargetPort(project, http);
        }
    }

    private static EndpointReferenceExpression TargetPort(ProcessResource resource, EndpointAnnotation endpoint) =>
        resource.GetEndpoint(endpoint.Name).Property(EndpointProperty.TargetPort);
}
