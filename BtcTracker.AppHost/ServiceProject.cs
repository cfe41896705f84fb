using System.Reflection;

namespace BtcTracker.AppHost;

/// <summary>A project of this solution as a resource.</summary>
internal static class ServiceProject
{
    // Not AppContext.BaseDirectory: tests run the AppHost from their own output folder.
    private static readonly string OutputFolder = Path.Combine(
        "bin",
        typeof(ServiceProject).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration,
        $"net{Environment.Version.ToString(2)}"
    );

    /// <summary>Adds a project whose built program is started directly.</summary>
    /// <remarks>
    /// Aspire's default, <c>dotnet run --no-build</c>, evaluates the project again and keeps running with the service: 73 MiB and 2.8 s of
    /// CPU each.
    /// </remarks>
    public static IResourceBuilder<ProjectResource> AddService<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new()
    {
        // Services speak plain HTTP on this machine; without this every dashboard page warns about a missing certificate.
#pragma warning disable ASPIRECERTIFICATES001 // Experimental in Aspire 13.6.
        var service = builder.AddProject<TProject>(name).WithoutHttpsCertificate();
#pragma warning restore ASPIRECERTIFICATES001
        if (builder.ExecutionContext.IsPublishMode)
        {
            return service;
        }

        // With Aspire's one second, idle services and the dashboard spend most of their CPU on metrics.
        service.WithEnvironment("OTEL_METRIC_EXPORT_INTERVAL", "5000");
        foreach (var endpoint in service.Resource.Annotations.OfType<EndpointAnnotation>())
        {
            // A proxy keeps accepting connections while its service is down, and never responds.
            endpoint.IsProxied = false;
        }

        // An IDE that debugs the services starts the projects itself.
        return builder.Configuration["DEBUG_SESSION_PORT"] is null ? service.WithAnnotation(ProgramOf<TProject>()) : service;
    }

    /// <summary>The path of the program that was built together with the AppHost.</summary>
    /// <exception cref="SettingException">It is not built.</exception>
    public static string PathOf<TProject>()
        where TProject : IProjectMetadata, new()
    {
        var project = new TProject().ProjectPath;
        var name = Path.GetFileNameWithoutExtension(project) + (OperatingSystem.IsWindows() ? ".exe" : "");
        var program = Path.Combine(Path.GetDirectoryName(project)!, OutputFolder, name);
        return File.Exists(program) ? program : throw new SettingException($"{program} is not built: run 'dotnet build' and start again.");
    }

    private static ExecutableAnnotation ProgramOf<TProject>()
        where TProject : IProjectMetadata, new() =>
        new() { Command = PathOf<TProject>(), WorkingDirectory = Path.GetDirectoryName(new TProject().ProjectPath)! };
}
