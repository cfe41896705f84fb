using System.Text.RegularExpressions;

namespace BtcTracker.Tests.Unit.Architecture;

/// <summary>Code and comments are written in the English of the field. The list has the words that crept in before.</summary>
[Trait("Level", "Unit")]
public sealed class WordTests
{
    /// <summary>Words and phrases to avoid, and what to write instead. In most, an underscore counts as a space.</summary>
    private static readonly (Regex Phrase, string Instead, bool InNames)[] Rules =
    [
        Rule("believed?|believes|believing", "accept, trust, or expect"),
        Rule("anew|afresh", "again"),
        Rule("whoever", "the caller, the reader, or anyone who"),
        Rule("fares|faring", "works, or the status of"),
        Rule("look whether", "check whether, or check that"),
        Rule("(is|are) not known: take", "is not valid. Use"),
        Rule("beyond all sense", "implausibly high"),
        Rule("(is|are|was|were) told as", "is reported as"),
        Rule("stands? twice", "is duplicated"),
        Rule("(?<![_-])(tells?|told)(?!_)", "report, show, send, publish, or notify", inNames: false),
        Rule("(?<![_-])(stands?|stood)(?![_-])", "is, is stored, or remains", inNames: false),
        Rule("(?<![_-])alone(?!_)", "only, or by itself", inNames: false),
        Rule("held against", "checked against, or compared with"),
        Rule("what is wrong with", "the problem of, the error in, or why it is not valid"),
        Rule("an? ill (server|source)", "a faulty server, or a faulty source"),
        Rule("lest|thereby|whence|thence|hitherto", "so that, so, from where, or until now"),
        Rule("taken? out again", "removed"),
        Rule("puts? it right|put right", "corrects, or repairs"),
        Rule("WhatIsWrongWith", "FindProblem"),
    ];

    [Fact]
    public void Code_and_comments_use_no_word_of_the_dialect() =>
        Assert.Empty(
            SourceFiles
                .All(".cs", ".razor", ".js", ".mjs")
                .Where(file => !file.Path.EndsWith($"/{nameof(WordTests)}.cs", StringComparison.Ordinal))
                .SelectMany(file => FindProblems(file.Path, file.Lines))
        );

    [Fact]
    public void A_word_is_reported_with_its_place_and_what_to_write_instead()
    {
        Assert.Equal(
            ["Sample.cs(2): 'believed'. Write accept, trust, or expect."],
            FindProblems("Sample.cs", ["// Accepted.", "/// <summary>A quote that is believed.</summary>"])
        );
        Assert.Equal(["Sample.cs(1): 'a b'. Write c."], FindProblems("Sample.cs", ["It_says_a_b()"], [Rule("a b", "c")]));
        Assert.Equal(
            ["Sample.cs(1): 'Tells'. Write report, show, send, publish, or notify.", "Sample.cs(1): 'alone'. Write only, or by itself."],
            FindProblems("Sample.cs", ["/// <summary>Tells the listeners alone.</summary>"])
        );
        Assert.Equal(["Sample.cs(1): 'stands'. Write is, is stored, or remains."], FindProblems("Sample.cs", ["// It stands here."]));
        Assert.Empty(FindProblems("Sample.cs", ["public void It_tells_what_stands_alone()"]));
        Assert.Empty(FindProblems("Sample.cs", ["// The unbelievable renewal of a standard stand-in."]));
    }

    private static IEnumerable<string> FindProblems(string path, IEnumerable<string> lines) => FindProblems(path, lines, Rules);

    private static IEnumerable<string> FindProblems(
        string path,
        IEnumerable<string> lines,
        (Regex Phrase, string Instead, bool InNames)[] rules
    ) =>
        lines.SelectMany(
            (line, index) =>
                rules
                    .Select(rule => (Match: rule.Phrase.Match(rule.InNames ? line.Replace('_', ' ') : line), rule.Instead))
                    .Where(found => found.Match.Success)
                    .Select(found => $"{path}({index + 1}): '{found.Match.Value}'. Write {found.Instead}.")
        );

    private static (Regex Phrase, string Instead, bool InNames) Rule(string words, string instead, bool inNames = true) =>
        (new Regex($@"\b({words})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), instead, inNames);
}
