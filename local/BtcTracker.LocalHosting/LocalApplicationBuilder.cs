using Aspire.Hosting.ApplicationModel;
using BtcTracker.LocalHosting.Run;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>The app model on its way.</summary>
internal sealed class LocalApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _host;
    private readonly List<IResource> _resources = [];
    private readonly EntryPointHook? _hook = EntryPointHook.Current;

    public LocalApplicationBuilder(string[] args)
    {
        var assembly = _hook?.AppHostAssembly ?? System.Reflection.Assembly.GetEntryAssembly();
        AppHostDirectory = AppHostProject.DirectoryOf(assembly);
        _host = new HostApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = args,
            ApplicationName = assembly?.GetName().Name,
            ContentRootPath = AppHostDirectory,
            EnvironmentName = _hook is null ? null : Environments.Development,
        });
        if (_hook is not null)
        {
            EntryPointHook.Configure(_host.Configuration);
        }

        ExecutionContext = new DistributedApplicationExecutionContext(_host.Configuration["publisher"] is not null);
    }

    public string AppHostDirectory { get; }

    public ConfigurationManager Configuration => _host.Configuration;

    public IHostEnvironment Environment => _host.Environment;

    public DistributedApplicationExecutionContext ExecutionContext { get; }

    public IReadOnlyList<IResource> Resources => _resources;

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        if (_resources.Exists(other => string.Equals(other.Name, resource.Name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new DistributedApplicationException($"There are two resources called '{resource.Name}'.");
        }

        _resources.Add(resource);
        return new ResourceBuilder<T>(this, resource);
    }

    public DistributedApplication Build()
    {
        var application = new DistributedApplication(this, _hook);
        _hook?.Built(this, application);
        return application;
    }

    private sealed class ResourceBuilder<T>(IDistributedApplicationBuilder builder, T resource) : IResourceBuilder<T>
        where T : IResource
    {
        public IDistributedApplicationBuilder ApplicationBuilder => builder;

        public T Resource => resource;
    }
}
