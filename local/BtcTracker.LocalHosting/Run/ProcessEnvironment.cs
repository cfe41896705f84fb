using System.Collections;
using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace BtcTracker.LocalHosting.Run;

/// <summary>The variables that a process gets beside the inherited ones: the same that Aspire 13.5 gives.</summary>
internal static class ProcessEnvironment
{
    // What the AppHost itself was started with, and its parameters, among them secrets that only some services are given.
    // Configuration reads names in any case, a colon for two underscores, and DOTNET_ before them.
    private static readonly string[] OwnPrefixes =
        ["ASPNETCORE_", "DOTNET_ENVIRONMENT", "DOTNET_LAUNCH_PROFILE", "ASPIRE_", "Parameters__", "Parameters:", "DOTNET_Parameters__", "DOTNET_Parameters:"];

    /// <summary>Collects them; a null takes an inherited variable away.</summary>
    public static async Task<IReadOnlyDictionary<string, string?>> CreateAsync(ProcessResource resource, bool isDevelopment, CancellationToken cancellationToken)
    {
        Dictionary<string, string?> variables = [];
        Remove(variables, OwnPrefixes);
        if (resource is ProjectResource project)
        {
            AddTelemetry(variables, resource.Name, isDevelopment);
            AddProfile(variables, project);
        }
        else
        {
            // As under Aspire, executables take part in telemetry only where they ask for it.
            Remove(variables, ["OTEL_"]);
        }

        foreach (var endpoint in resource.Endpoints.Where(endpoint => endpoint.PortVariable is not null))
        {
            variables[endpoint.PortVariable!] = endpoint.AllocatedPort?.ToString(CultureInfo.InvariantCulture);
        }

        foreach (var (name, value) in resource.Environment)
        {
            variables[name] = await Values.TextAsync(value, cancellationToken).ConfigureAwait(false);
        }

        return variables;
    }

    private static void Remove(Dictionary<string, string?> variables, string[] prefixes)
    {
        var inherited = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => (string)variable.Key);
        foreach (var name in inherited.Where(name => prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))))
        {
            variables[name] = null;
        }
    }

    private static void AddTelemetry(Dictionary<string, string?> variables, string name, bool isDevelopment)
    {
        // OTEL_EXPORTER_OTLP_* are inherited where the AppHost was given them.
        variables["OTEL_SERVICE_NAME"] = name;
        variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={Guid.NewGuid():N}";
        variables["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory";
        if (isDevelopment)
        {
            variables["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
            variables["OTEL_TRACES_SAMPLER"] = "always_on";
            variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
        }
    }

    private static void AddProfile(Dictionary<string, string?> variables, ProjectResource project)
    {
        if (project.Endpoints.Count > 0)
        {
            variables["ASPNETCORE_URLS"] = string.Join(';', project.Endpoints.Select(endpoint => project.GetEndpointUrl(endpoint)));
        }

        if (project.LaunchProfile.Name is { } profile)
        {
            variables["DOTNET_LAUNCH_PROFILE"] = profile;
        }

        foreach (var (name, value) in project.LaunchProfile.Environment)
        {
            variables[name] = value;
        }

        variables["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";
    }

    private static string GetEndpointUrl(this ProjectResource project, EndpointAnnotation endpoint) => new EndpointReference(project, endpoint.Name).Url;
}
