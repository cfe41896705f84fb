namespace BtcTracker.Tests.Infrastructure;

/// <summary>
/// The vendors' bodies: <see cref="Written"/> ones, which are part of the tests, in the documented shapes with invented values, and
/// <see cref="Recorded"/> ones where this machine has them. A body's name begins with its set: <c>written/quotes-latest.v3.short.json</c>.
/// </summary>
internal static class VendorBodies
{
    public const string Written = "written";
    public const string Recorded = "recorded";

    private static readonly string WrittenFolder = Path.Combine(RepositoryPaths.Root, "BtcTracker.Tests", "Recorded", "Written");

    /// <summary>The sets that are here.</summary>
    public static TheoryData<string> Sets { get; } = RepositoryPaths.HasRecordedBodies ? [Written, Recorded] : [Written];

    /// <summary>A body's text.</summary>
    public static string Read(string body)
    {
        var (set, name) = (Path.GetDirectoryName(body)!, Path.GetFileName(body));
        return File.ReadAllText(Path.Combine(FolderOf(set), name));
    }

    /// <summary>The names of all bodies of a set, without the set.</summary>
    public static IEnumerable<string> NamesIn(string set) =>
        Directory.EnumerateFiles(FolderOf(set), "*.json").Select(path => Path.GetFileName(path));

    private static string FolderOf(string set) =>
        set switch
        {
            Written => WrittenFolder,
            Recorded => RepositoryPaths.Fixtures,
            _ => throw new ArgumentException($"There is no set '{set}' of bodies.", nameof(set)),
        };
}
