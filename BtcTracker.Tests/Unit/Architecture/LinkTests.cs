using System.Text.RegularExpressions;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Unit.Architecture;

/// <summary>The documents link to each other and to the code by path.</summary>
[Trait("Level", "Unit")]
public sealed partial class LinkTests
{
    [Fact]
    public void Every_link_of_a_document_to_a_file_finds_it() =>
        Assert.Empty(SourceFiles.All(".md").SelectMany(document => FindBroken(document.Path, string.Join('\n', document.Lines))));

    [Fact]
    public void A_link_to_a_file_that_is_gone_is_found() =>
        Assert.Equal(
            ["docs/faults.md: decisions/gone.md"],
            FindBroken(
                "docs/faults.md",
                "[a](decisions/gone.md#why), [b](operations.md#alarms), [c](../README.md), [d](https://example.org/gone.md), [e](#here)"
            )
        );

    private static IEnumerable<string> FindBroken(string path, string text) =>
        LinkToFile()
            .Matches(text)
            .Select(match => match.Groups[1].Value)
            .Where(link => !Path.Exists(Path.Combine(RepositoryPaths.Root, Path.GetDirectoryName(path)!, link)))
            .Select(link => $"{path}: {link}");

    [GeneratedRegex(@"\]\((?!https?:|mailto:)([^)\s#]+)[^)]*\)")]
    private static partial Regex LinkToFile();
}
