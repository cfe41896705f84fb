using System.Text.RegularExpressions;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Unit.Architecture;

/// <summary>The guide for developers, <c>AGENTS.md</c>, which names the files of three walks.</summary>
[Trait("Level", "Unit")]
public sealed partial class DeveloperGuideTests
{
    [Fact]
    public void Every_file_that_the_developers_guide_names_exists()
    {
        var paths = PathsOf(File.ReadAllText(Path.Combine(RepositoryPaths.Root, "AGENTS.md")));

        Assert.InRange(paths.Count, 40, int.MaxValue);
        Assert.DoesNotContain(paths, path => !Path.Exists(Path.Combine(RepositoryPaths.Root, path)));
    }

    [Fact]
    public void A_path_is_found_among_the_words_of_the_guide() =>
        Assert.Equal(
            ["BtcTracker.Ingest/Gone.cs", "BtcTracker.Web/History/"],
            PathsOf("1. `BtcTracker.Ingest/Gone.cs` waits, see `dotnet test` and `/about`, then `BtcTracker.Web/History/`.")
        );

    private static List<string> PathsOf(string text) => [.. PathInCode().Matches(text).Select(match => match.Groups[1].Value).Distinct()];

    [GeneratedRegex("`([A-Za-z][A-Za-z.]*(?:/[A-Za-z0-9._-]+)+/?)`")]
    private static partial Regex PathInCode();
}
