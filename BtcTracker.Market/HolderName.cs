using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace BtcTracker.Market;

/// <summary>
/// A holder's name: letters of any script, with the marks that combine with them. Names that differ only in case, or in how a letter and
/// its marks are encoded, are one.
/// </summary>
public sealed record HolderName
{
    /// <summary>The most letters, each counted together with its marks as a reader sees it.</summary>
    public const int MostLetters = 64;

    // So that a letter does not carry marks without end.
    private const int MostCharacters = 4 * MostLetters;

    private HolderName(string text) => (Text, Key) = (text, text.ToUpperInvariant().Normalize(NormalizationForm.FormC));

    /// <summary>The name as it was written, in Unicode's composed form (NFC).</summary>
    public string Text { get; }

    /// <summary>What makes two names the same: upper case, composed.</summary>
    public string Key { get; }

    /// <summary>Reads a name.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? Read(string? text, out HolderName? name)
    {
        name = null;
        if (string.IsNullOrEmpty(text))
        {
            return "The name is empty. Use letters.";
        }

        if (Refuse(text) is { } problem)
        {
            return problem;
        }

        var composed = text.Normalize(NormalizationForm.FormC);
        if (composed.Length > MostCharacters || new StringInfo(composed).LengthInTextElements > MostLetters)
        {
            return $"The name is too long. Use at most {MostLetters} letters.";
        }

        name = new HolderName(composed);
        return null;
    }

    /// <summary>Reads a name that is known to be one.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static HolderName Parse(string text) => Read(text, out var name) is { } problem ? throw new FormatException(problem) : name!;

    /// <inheritdoc />
    public bool Equals([NotNullWhen(true)] HolderName? other) => other?.Key == Key;

    /// <inheritdoc />
    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc />
    public override string ToString() => Text;

    // Half a surrogate pair comes as U+FFFD, which is no letter.
    private static string? Refuse(string text)
    {
        var isFirst = true;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsAllowed(rune, isFirst))
            {
                return $"The name holds {Shown(rune)}. Use letters only.";
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

    private static string Shown(Rune rune) =>
        Rune.IsControl(rune) || IsInvisible(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format
            ? $"the character U+{rune.Value:X4}"
            : $"'{rune}'";

    /// <summary>Letters and marks that nobody sees: with them two names would look the same.</summary>
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
