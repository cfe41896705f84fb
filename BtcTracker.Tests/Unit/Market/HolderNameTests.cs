using BtcTracker.Market;

namespace BtcTracker.Tests.Unit.Market;

[Trait("Level", "Unit")]
public sealed class HolderNameTests
{
    public static TheoryData<string> SixtyFourLetters =>
        [
            new string('a', 64),
            string.Concat(Enumerable.Repeat("x\u0323", 64)),
            string.Concat(Enumerable.Repeat("\U00010428", 64)),
            string.Concat(Enumerable.Repeat("é", 64)),
        ];

    [Theory]
    [InlineData("Ana")]
    [InlineData("Łukasz")]
    [InlineData("Дмитрий")]
    [InlineData("李小龙")]
    [InlineData("علي")]
    [InlineData("हिन्दी")]
    [InlineData("x\u0323")]
    [MemberData(nameof(SixtyFourLetters))]
    public void Letters_of_any_script_with_their_marks_are_a_name(string text)
    {
        Assert.Null(HolderName.Read(text, out var name));
        Assert.Equal(text, name!.Text);
    }

    [Theory]
    [InlineData("josé", "JOSE\u0301")]
    [InlineData("Ö", "o\u0308")]
    [InlineData("ΣΟΦΟΣ", "σοφος")]
    [InlineData("σοφος", "σοφοσ")]
    [InlineData("ДМИТРИЙ", "дмитрии\u0306")]
    public void Names_that_differ_only_in_case_or_encoding_are_one(string one, string other) =>
        Assert.Equal(HolderName.Parse(one), HolderName.Parse(other));

    [Theory]
    [InlineData("Ana", "Anä")]
    [InlineData("ı", "İ")]
    [InlineData("е", "e")]
    public void Names_of_other_letters_are_others(string one, string other) =>
        Assert.NotEqual(HolderName.Parse(one), HolderName.Parse(other));

    [Theory]
    [InlineData(null, "empty")]
    [InlineData("", "empty")]
    [InlineData("Ana2", "'2'")]
    [InlineData("٣", "'٣'")]
    [InlineData("Ⅷ", "'Ⅷ'")]
    [InlineData("Ana María", "' '")]
    [InlineData("Ana😀", "'😀'")]
    [InlineData("\u0301a", "'\u0301'")]
    [InlineData("a\0", "U+0000")]
    [InlineData("\0", "U+0000")]
    [InlineData("a\u200D", "U+200D")]
    [InlineData("a\uFE0F", "U+FE0F")]
    [InlineData("a\u20E3", "'\u20E3'")]
    [InlineData("\u3164", "U+3164")]
    [InlineData("a\uD83D", "'\uFFFD'")]
    [InlineData("a/b", "'/'")]
    [InlineData("a#b", "'#'")]
    public void Anything_else_is_refused_with_what_is_wrong(string? text, string reason)
    {
        Assert.Contains(reason, HolderName.Read(text, out var name)?.ToString(), StringComparison.Ordinal);
        Assert.Null(name);
    }

    [Fact]
    public void Sixty_five_letters_are_too_many_however_they_are_encoded()
    {
        Assert.All(
            SixtyFourLetters.Select(row => row.Data),
            text => Assert.Contains("at most 64", HolderName.Read(text + "a", out _)?.ToString(), StringComparison.Ordinal)
        );
        Assert.All(
            (string[])["\u1100", "\u1161", "\u11A8"],
            jamo => Assert.Contains("at most 64", HolderName.Read(string.Concat(Enumerable.Repeat(jamo, 65)), out _)?.ToString())
        );
        Assert.Contains("at most 64", HolderName.Read("a" + new string('\u0323', 257), out _)?.ToString(), StringComparison.Ordinal);
    }
}
