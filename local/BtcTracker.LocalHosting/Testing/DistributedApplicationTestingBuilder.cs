using Aspire.Hosting.ApplicationModel;
using BtcTracker.LocalHosting.Run;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>Runs an AppHost in a test, on free ports.</summary>
public static class DistributedApplicationTestingBuilder
{
    /// <summary>Runs the AppHost's entry point up to its built app model.</summary>
    /// <typeparam name="TEntryPoint">A class of the AppHost's assembly: <c>Projects.BtcTracker_AppHost</c>.</typeparam>
    /// <exception cref="DistributedApplicationException">The entry point ended before it had built an application.</exception>
    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class
    {
        var hook = new EntryPointHook(typeof(TEntryPoint).Assembly);
        var (builder, application) = await hook.RunAsync(args, cancellationToken).ConfigureAwait(false);
        return new TestingBuilder(builder, application);
    }

    private sealed class TestingBuilder(LocalApplicationBuilder builder, DistributedApplication application) : IDistributedApplicationTestingBuilder
    {
        public string AppHostDirectory => builder.AppHostDirectory;

        public ConfigurationManager Configuration => builder.Configuration;

        public IHostEnvironment Environment => builder.Environment;

        public DistributedApplicationExecutionContext ExecutionContext => builder.ExecutionContext;

        public IReadOnlyList<IResource> Resources => builder.Resources;

        public IResourceBuilder<T> AddResource<T>(T resource)
            where T : IResource => builder.AddResource(resource);

        public DistributedApplication Build() => application;

        public Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default) => Task.FromResult(application);

        public ValueTask DisposeAsync() => application.DisposeAsync();
    }
}
