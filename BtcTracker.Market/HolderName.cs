using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace BtcTracker.Market;

/// <summary>
/// A holder's name: letters of any script with their combining marks. Names are equal if they differ only in case or in Unicode
/// normalization.
/// </summary>
public sealed record HolderName
{
    /// <summary>The maximum number of letters; the marks on a letter do not count.</summary>
    public const int MostLetters = 64;

    // Limits the marks on a letter.
    private const int MostCharacters = 4 * MostLetters;

    private HolderName(string text) => (Text, Key) = (text, text.ToUpperInvariant().Normalize(NormalizationForm.FormC));

    /// <summary>The name as entered, in Unicode normalization form C.</summary>
    public string Text { get; }

    /// <summary>What names are compared by: the upper-case form, normalized.</summary>
    public string Key { get; }

    /// <summary>Reads a name.</summary>
    /// <returns>Why the name is not valid; null if it is.</returns>
    public static Reason? Read(string? text, out HolderName? name)
    {
        name = null;
        if (string.IsNullOrEmpty(text))
        {
            return new(ReasonCode.NameEmpty);
        }

        if (FindProblem(text) is { } problem)
        {
            return problem;
        }

        var composed = text.Normalize(NormalizationForm.FormC);
        if (composed.Length > MostCharacters || composed.EnumerateRunes().Count(Rune.IsLetter) > MostLetters)
        {
            return new(ReasonCode.NameTooLong, MostLetters);
        }

        name = new HolderName(composed);
        return null;
    }

    /// <summary>Parses a valid name.</summary>
    /// <exception cref="ReasonException">The name is not valid.</exception>
    public static HolderName Parse(string text) => Read(text, out var name) is { } problem ? throw new ReasonException(problem) : name!;

    /// <inheritdoc />
    public bool Equals([NotNullWhen(true)] HolderName? other) => other?.Key == Key;

    /// <inheritdoc />
    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc />
    public override string ToString() => Text;

    // An unpaired surrogate is read as U+FFFD, which is not a letter.
    private static Reason? FindProblem(string text)
    {
        var isFirst = true;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsAllowed(rune, isFirst))
            {
                return Refuse(rune);
            }

            isFirst = false;
        }

        return null;
    }

    private static bool IsAllowed(Rune rune, bool isFirst) =>
        !IsInvisible(rune)
        && (
            Rune.IsLetter(rune)
            || (!isFirst && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
        );

    private static Reason Refuse(Rune rune) =>
        Rune.IsControl(rune) || IsInvisible(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format
            ? new(ReasonCode.NameCodePoint, $"U+{rune.Value:X4}")
            : new(ReasonCode.NameCharacter, rune);

    /// <summary>Invisible letters and marks, which would make different names look the same.</summary>
    private static bool IsInvisible(Rune rune) =>
        rune.Value
            is 0x034F
                or 0x115F
                or 0x1160
                or 0x17B4
                or 0x17B5
                or 0x3164
                or 0xFFA0
                or (>= 0x180B and <= 0x180F)
                or (>= 0xFE00 and <= 0xFE0F)
                or (>= 0xE0100 and <= 0xE01EF);
}
