using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Collects the app model.</summary>
public interface IDistributedApplicationBuilder
{
    /// <summary>The AppHost project's folder.</summary>
    string AppHostDirectory { get; }

    /// <summary>Command line, environment, user secrets and settings files.</summary>
    ConfigurationManager Configuration { get; }

    /// <summary>The AppHost's environment: Development when it is run by its launch profile.</summary>
    IHostEnvironment Environment { get; }

    /// <summary>Whether the application is to run or to be published.</summary>
    DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <summary>The resources so far, in the order in which they were added.</summary>
    IReadOnlyList<IResource> Resources { get; }

    /// <summary>Adds a resource.</summary>
    /// <exception cref="DistributedApplicationException">Its name is taken.</exception>
    IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource;

    /// <summary>Closes the app model.</summary>
    DistributedApplication Build();
}

/// <summary>Whether the application is to run or to be published.</summary>
public sealed class DistributedApplicationExecutionContext
{
    internal DistributedApplicationExecutionContext(bool isPublishMode) => IsPublishMode = isPublishMode;

    /// <summary>It is described for a deployment, by <c>--publisher</c>.</summary>
    public bool IsPublishMode { get; }

    /// <summary>It runs on this machine.</summary>
    public bool IsRunMode => !IsPublishMode;
}

/// <summary>What the generated classes in <c>Projects</c> tell of a project.</summary>
public interface IProjectMetadata
{
    /// <summary>The project file's absolute path.</summary>
    string ProjectPath { get; }

    /// <summary>Whether the build of the AppHost has built it already.</summary>
    bool SuppressBuild => false;
}

/// <summary>A project whose built assembly is known, so that it starts without another build.</summary>
public interface IBuiltProjectMetadata : IProjectMetadata
{
    /// <summary>The assembly's absolute path.</summary>
    string AssemblyPath { get; }
}
