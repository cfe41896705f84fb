using System.Text.RegularExpressions;

namespace BtcTracker.Tests.Unit.Architecture;

/// <summary>Code and comments are written in the English of the field. The list has the words that crept in before.</summary>
[Trait("Level", "Unit")]
public sealed class WordTests
{
    /// <summary>Words and phrases to avoid, and what to write instead. An underscore counts as a space: names of tests are prose.</summary>
    private static readonly (Regex Phrase, string Instead)[] Rules =
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
        Rule("tells?|told", "report, show, send, publish, or notify"),
        Rule("(stands?|stood)(?!-)", "is, is stored, or remains"),
        Rule("alone", "only, or by itself"),
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
        Assert.Equal(
            [
                "Sample.cs(1): 'tells'. Write report, show, send, publish, or notify.",
                "Sample.cs(1): 'stands'. Write is, is stored, or remains.",
                "Sample.cs(1): 'alone'. Write only, or by itself.",
                "Sample.cs(2): 'Told'. Write report, show, send, publish, or notify.",
            ],
            FindProblems("Sample.cs", ["public void It_tells_what_stands_alone()", "public void Told_once()"])
        );
        Assert.Empty(FindProblems("Sample.cs", ["// The unbelievable renewal of a standard stand-in."]));
    }

    private static IEnumerable<string> FindProblems(string path, IEnumerable<string> lines) => FindProblems(path, lines, Rules);

    private static IEnumerable<string> FindProblems(string path, IEnumerable<string> lines, (Regex Phrase, string Instead)[] rules) =>
        lines.SelectMany(
            (line, index) =>
                rules
                    .Select(rule => (Match: rule.Phrase.Match(line.Replace('_', ' ')), rule.Instead))
                    .Where(found => found.Match.Success)
                    .Select(found => $"{path}({index + 1}): '{found.Match.Value}'. Write {found.Instead}.")
        );

    private static (Regex Phrase, string Instead) Rule(string words, string instead) =>
        (new Regex($@"\b({words})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), instead);
}
