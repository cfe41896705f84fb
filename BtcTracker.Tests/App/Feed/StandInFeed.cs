using System.IO.Compression;
using System.Runtime.InteropServices;

namespace BtcTracker.Tests.App.Feed;

/// <summary>A package feed in a folder, with small packages that stand in for Aspire's.</summary>
internal sealed class StandInFeed
{
    private const string SdkProps = """
        <Project>
          <PropertyGroup>
            <IsAspireHost>true</IsAspireHost>
            <AspireHostingSDKVersion>13.5.2</AspireHostingSDKVersion>
            <ChosenSdk>Aspire</ChosenSdk>
          </PropertyGroup>
          <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
        </Project>
        """;

    private const string SdkTargets = """
        <Project>
          <ItemGroup>
            <PackageReference Include="Aspire.Hosting.AppHost" Version="13.5.2" IsImplicitlyDefined="true" />
          </ItemGroup>
          <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" />
        </Project>
        """;

    // A library in source form, compiled into the AppHost.
    private const string Engine = """
        namespace Aspire.Hosting { internal static class Engine { public static string Name() => "real"; } }
        namespace Aspire.Hosting.ApplicationModel { internal class Resource; }
        """;

    private readonly string _folder;

    /// <summary>Makes the feed with what every project of the solution restores.</summary>
    public StandInFeed(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        Add("Microsoft.CodeAnalysis.BannedApiAnalyzers", "5.6.0");
    }

    /// <summary>Adds everything of Aspire that the AppHost and its tests use, as the real packages depend on each other.</summary>
    public void AddAspire()
    {
        Add("Aspire.AppHost.Sdk", "13.5.2", files: [("Sdk/Sdk.props", Text(SdkProps)), ("Sdk/Sdk.targets", Text(SdkTargets))]);
        Add("Aspire.Hosting.AppHost", "13.5.2", files: [("contentFiles/cs/any/Engine.cs", Text(Engine))]);
        Add("Aspire.Hosting.AWS", "13.6.0", dependencies: [("Aspire.Hosting.AppHost", "13.4.6"), ("Amazon.CDK.Lib", "2.262.0")]);
        Add("Amazon.CDK.Lib", "2.262.0");
        Add("Aspire.Hosting.Testing", "13.5.2", dependencies: [("Aspire.Hosting.AppHost", "13.5.2")]);
        Add($"Aspire.Dashboard.Sdk.{RuntimeInformation.RuntimeIdentifier}", "13.5.2");
        Add($"Aspire.Hosting.Orchestration.{RuntimeInformation.RuntimeIdentifier}", "13.5.2");
    }

    /// <summary>Adds a package.</summary>
    public void Add(string id, string version, (string Id, string Version)[]? dependencies = null, (string Path, byte[] Content)[]? files = null)
    {
        using var package = ZipFile.Open(Path.Combine(_folder, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        Write(package, $"{id}.nuspec", Text($"""
            <package>
              <metadata>
                <id>{id}</id><version>{version}</version><authors>test</authors><description>Stands in for {id}.</description>
                <dependencies><group targetFramework="net8.0">
                  {string.Concat((dependencies ?? []).Select(dependency => $"<dependency id=\"{dependency.Id}\" version=\"{dependency.Version}\" />"))}
                </group></dependencies>
                <contentFiles><files include="**/*.cs" buildAction="Compile" /></contentFiles>
              </metadata>
            </package>
            """));
        foreach (var (path, content) in files ?? [])
        {
            Write(package, path, content);
        }
    }

    private static byte[] Text(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static void Write(ZipArchive package, string path, byte[] content)
    {
        using var entry = package.CreateEntry(path).Open();
        entry.Write(content);
    }
}
