using System.Runtime.InteropServices;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace BtcTracker.LocalHosting.Run;

/// <summary>Turns resources into what is started for them.</summary>
internal static class ProcessSpecs
{
    // The host of the runtime that runs this: <root>/shared/Microsoft.NETCore.App/<version>/ lies three levels below it.
    private static readonly string DotnetHost = Path.GetFullPath("../../../dotnet", RuntimeEnvironment.GetRuntimeDirectory());

    /// <summary>Everything to start a resource with; its endpoints must have their ports.</summary>
    /// <exception cref="DistributedApplicationException">What is to be started is not there.</exception>
    public static async Task<ProcessSpec> CreateAsync(ProcessResource resource, bool isDevelopment, CancellationToken cancellationToken)
    {
        var environment = await ProcessEnvironment.CreateAsync(resource, isDevelopment, cancellationToken).ConfigureAwait(false);
        var arguments = await ArgumentsAsync(resource, cancellationToken).ConfigureAwait(false);
        return resource switch
        {
            ProjectResource project => new ProcessSpec(DotnetHost, ["exec", Assembly(project), .. arguments], Folder(project), environment),
            ExecutableResource executable => new ProcessSpec(Command(executable), arguments, Existing(executable), environment),
            _ => throw new DistributedApplicationException($"'{resource.Name}' is neither a project nor an executable; the built-in engine starts nothing else."),
        };
    }

    private static async Task<IReadOnlyList<string>> ArgumentsAsync(Resource resource, CancellationToken cancellationToken)
    {
        var context = new CommandLineArgsCallbackContext([]);
        resource.Arguments.ForEach(add => add(context));
        List<string> arguments = [];
        foreach (var argument in context.Args)
        {
            arguments.Add(await Values.TextAsync(argument, cancellationToken).ConfigureAwait(false));
        }

        return arguments;
    }

    private static string Assembly(ProjectResource project)
    {
        var path = (project.Metadata as IBuiltProjectMetadata)?.AssemblyPath;
        return File.Exists(path)
            ? path
            : throw new DistributedApplicationException($"'{project.Name}' is not built: {path ?? project.Metadata?.ProjectPath} does not exist. Run 'dotnet build' and start again.");
    }

    private static string Folder(ProjectResource project) => Path.GetDirectoryName(project.Metadata!.ProjectPath)!;

    private static string Command(ExecutableResource executable) => CommandPath.Find(executable.Command)
        ?? throw new DistributedApplicationException($"'{executable.Name}' needs the program '{executable.Command}', which was not found. {Advice(executable.Command)}");

    private static string Existing(ExecutableResource executable) => Directory.Exists(executable.WorkingDirectory)
        ? executable.WorkingDirectory
        : throw new DistributedApplicationException($"'{executable.Name}' is to run in {executable.WorkingDirectory}, which does not exist.");

    private static string Advice(string command) => command == "node"
        ? "Install Node.js 20 or newer from https://nodejs.org and start again."
        : "Build again, or install it and put it on the PATH.";
}
