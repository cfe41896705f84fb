using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Unit.Architecture;

/// <summary>The source files of this repository, without what is generated, downloaded or built.</summary>
internal static class SourceFiles
{
    private static readonly string[] Skipped = ["bin", "obj", "dist", "node_modules", "artifacts", "cdk.out", "TestResults", "wwwroot"];

    /// <summary>The files with some extensions, by their paths in the repository.</summary>
    public static IEnumerable<(string Path, string[] Lines)> All(params string[] extensions) =>
        Find(RepositoryPaths.Root)
            .Where(path => extensions.Contains(Path.GetExtension(path)))
            .Select(path => (Path.GetRelativePath(RepositoryPaths.Root, path).Replace('\\', '/'), File.ReadAllLines(path)));

    private static IEnumerable<string> Find(string folder) =>
        Directory
            .EnumerateDirectories(folder)
            .Where(child => Path.GetFileName(child) is var name && !Skipped.Contains(name) && !name.StartsWith('.'))
            .SelectMany(Find)
            .Concat(Directory.EnumerateFiles(folder));
}
