using System.Diagnostics;
using System.Text.Json;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App.Feed;

/// <summary>
/// A copy of what chooses the AppHost's engine (the build files, the probes, the AppHost's project), with a program that
/// prints its engine in the AppHost's place and empty projects in the others', a feed and a packages folder of its own.
/// </summary>
internal sealed class ProbedCopy : IDisposable
{
    private const string EmptyProject = "<Project Sdk=\"Microsoft.NET.Sdk\" />";
    private const string BuiltInEngine = """
        namespace Aspire.Hosting { public static class Engine { public static string Name() => "built-in"; } public interface IBuiltProjectMetadata; }
        namespace Aspire.Hosting.ApplicationModel { public class Resource; }
        """;

    private readonly TemporaryFolder _folder = new();

    public ProbedCopy()
    {
        foreach (var file in (string[])["global.json", "BannedSymbols.txt", "BtcTracker.AppHost/BtcTracker.AppHost.csproj", "local/BtcTracker.LocalHosting/LocalHosting.targets", .. FilesOf("Directory.*"), .. FilesOf("eng/*.*"), .. FilesOf("eng/probe/*")])
        {
            Write(file, File.ReadAllText(Path.Combine(RepositoryPaths.Root, file)));
        }

        foreach (var project in (string[])["BtcTracker.Ingest", "BtcTracker.Web", "BtcTracker.Market", "local/BtcTracker.MarketSim", "local/BtcTracker.LocalHosting"])
        {
            Write($"{project}/{Path.GetFileName(project)}.csproj", EmptyProject);
        }

        Write("local/BtcTracker.LocalHosting/Engine.cs", BuiltInEngine);
        Write("BtcTracker.AppHost/AppHost.cs", "Console.WriteLine(Engine.Name());");
        Write("eng/npm/Npm.proj", "<Project><Target Name=\"RestoreNpm\" /></Project>");
        Feed = new StandInFeed(_folder.PathOf("feed"));
        UseFeed(_folder.PathOf("feed"));
    }

    public StandInFeed Feed { get; }

    /// <summary>Takes packages from there, a folder or an address, and from nowhere else.</summary>
    public void UseFeed(string source) => Write("nuget.config", $"""
        <configuration>
          <config><add key="globalPackagesFolder" value="packages" /></config>
          <packageSources><clear /><add key="test" value="{source}" allowInsecureConnections="true" /></packageSources>
          <fallbackPackageFolders><clear /></fallbackPackageFolders>
        </configuration>
        """);

    /// <summary>Three properties of the AppHost's project, as it is evaluated now.</summary>
    public async Task<(string First, string Second, string Third)> PropertiesAsync(string first, string second, string third, params string[] arguments)
    {
        var (_, output) = await DotnetAsync(["msbuild", "BtcTracker.AppHost", $"-getProperty:{first},{second},{third}", .. arguments]);
        using var answer = JsonDocument.Parse(output);
        var properties = answer.RootElement.GetProperty("Properties");
        return (Value(first), Value(second), Value(third));

        string Value(string name) => properties.GetProperty(name).GetString()!;
    }

    /// <summary>Runs a dotnet command in the copy.</summary>
    public async Task<(int ExitCode, string Output)> DotnetAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = _folder.Path, RedirectStandardOutput = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        // No build node may outlive the test, and nothing may need a package that the stand-in feed has not.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["RunAnalyzers"] = "false";
        start.Environment["UseAppHost"] = "false";
        start.Environment.Remove("NUGET_PACKAGES");
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> FilesOf(string pattern) => Directory
        .EnumerateFiles(Path.Combine(RepositoryPaths.Root, Path.GetDirectoryName(pattern)!), Path.GetFileName(pattern))
        .Select(path => Path.GetRelativePath(RepositoryPaths.Root, path));

    private void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.PathOf(path))!);
        File.WriteAllText(_folder.PathOf(path), content);
    }
}
