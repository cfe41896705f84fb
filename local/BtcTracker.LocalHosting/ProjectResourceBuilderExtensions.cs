using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds projects.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>Adds a project of the solution; its first launch profile gives its variables and its endpoint.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new()
    {
        var metadata = new TProject();
        var profile = LaunchProfile.FirstOf(metadata.ProjectPath);
        var project = builder.AddResource(new ProjectResource(name) { Metadata = metadata, LaunchProfile = profile });
        if (profile.HttpPort is { } port)
        {
            project.Resource.Endpoints.AddRange(builder.ExecutionContext.IsPublishMode ? Published : [new EndpointAnnotation("http", "http", port, IsProxied: true)]);
        }

        return project;
    }

    // The launch profile's port is this machine's. As under Aspire, a deployment may show the page over https too.
    private static EndpointAnnotation[] Published =>
        [new("http", "http", Port: null, IsProxied: true), new("https", "https", Port: null, IsProxied: true)];
}
