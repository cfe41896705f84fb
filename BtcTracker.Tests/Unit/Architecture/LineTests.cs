using System.Text.RegularExpressions;

namespace BtcTracker.Tests.Unit.Architecture;

/// <summary>
/// No line is wider than 140 characters, which is what a pane beside a diff shows. CSharpier breaks C# statements but not comments, texts
/// or other languages (docs/decisions/csharpier-lays-out-the-code.md).
/// </summary>
[Trait("Level", "Unit")]
public sealed partial class LineTests
{
    private const int Width = 140;

    [Fact]
    public void No_line_is_wider_than_140_characters() =>
        Assert.Empty(SourceFiles.All(".cs", ".razor", ".js", ".mjs", ".css").SelectMany(file => FindProblems(file.Path, file.Lines)));

    [Fact]
    public void A_wide_line_is_reported_with_its_place_and_what_to_do()
    {
        var wide = new string('x', Width + 1);

        Assert.Equal(
            ["Sample.cs(2): 141 characters. Break the line at 140, or put data into a raw string literal."],
            FindProblems("Sample.cs", ["// fine", wide])
        );
        Assert.Equal(["sample.css(1): 141 characters. Break the line at 140."], FindProblems("sample.css", [wide]));
        Assert.Empty(FindProblems("Sample.cs", [new string('é', Width)]));
    }

    [Fact]
    public void Data_in_a_raw_string_literal_keeps_its_lines()
    {
        var wide = new string('x', Width);

        Assert.Empty(FindProblems("Sample.cs", ["var body = \"\"\"", wide + wide, "\"\"\";", $"Read(\"\"\"{wide}\"\"\");"]));
        Assert.Single(FindProblems("Sample.cs", ["var body = \"\"\"", "\"\"\";", wide + wide]));
        Assert.Single(FindProblems("sample.js", ["\"\"\"", wide + wide]));
    }

    private static IEnumerable<string> FindProblems(string path, IEnumerable<string> lines)
    {
        var isCSharp = path.EndsWith(".cs", StringComparison.Ordinal);
        var openQuotes = 0;
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            var isData = openQuotes > 0;
            foreach (var quotes in isCSharp ? RawQuotes().Matches(line).Select(match => match.Length) : [])
            {
                isData = true;
                openQuotes =
                    openQuotes == 0 ? quotes
                    : quotes >= openQuotes ? 0
                    : openQuotes;
            }

            if (line.Length > Width && !isData)
            {
                var remedy = isCSharp ? "at 140, or put data into a raw string literal." : "at 140.";
                yield return $"{path}({number}): {line.Length} characters. Break the line {remedy}";
            }
        }
    }

    [GeneratedRegex("\"{3,}")]
    private static partial Regex RawQuotes();
}
