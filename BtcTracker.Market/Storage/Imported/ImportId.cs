using System.Globalization;
using System.Security.Cryptography;

namespace BtcTracker.Market.Storage.Imported;

/// <summary>
/// An import's id, such as <c>20261128-141503-k3f</c>: when it began, in UTC, and three letters or digits that are made of the
/// millisecond and of chance. Ids are in the order of time.
/// </summary>
public readonly record struct ImportId
{
    /// <summary>What an id looks like, for a reader.</summary>
    public const string Example = "20261128-141503-k3f";

    // Without those that are taken for one another.
    private const string Letters = "0123456789abcdefghjkmnpqrstvwxyz";
    private const string TimeFormat = "yyyyMMdd-HHmmss";
    private const int CodeLength = 3;
    private const int Codes = 32 * 32 * 32;
    private const int CodesOfMillisecond = 32;

    private ImportId(long number) => Number = number;

    /// <summary>The id as a number, by which imports are kept in the order of time.</summary>
    public long Number { get; }

    /// <summary>A new id.</summary>
    public static ImportId New(DateTimeOffset now) =>
        new(
            (now.ToUnixTimeSeconds() * Codes) + (now.Millisecond * CodesOfMillisecond) + RandomNumberGenerator.GetInt32(CodesOfMillisecond)
        );

    /// <summary>The id of a number.</summary>
    public static ImportId Of(long number) => new(number);

    /// <summary>Reads an id as a person types it.</summary>
    public static bool TryParse(string? text, out ImportId id)
    {
        id = default;
        if (
            text?.LastIndexOf('-') is not { } end
            || end != text.Length - CodeLength - 1
            || !DateTimeOffset.TryParseExact(
                text[..end],
                TimeFormat,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var began
            )
        )
        {
            return false;
        }

        var places = text[(end + 1)..].Select(letter => Letters.IndexOf(char.ToLowerInvariant(letter), StringComparison.Ordinal)).ToList();
        id = new ImportId((began.ToUnixTimeSeconds() * Codes) + places.Aggregate(0, (number, place) => (number * Letters.Length) + place));
        return !places.Contains(-1);
    }

    /// <inheritdoc />
    public override string ToString()
    {
        var (seconds, code) = Math.DivRem(Number, Codes);
        char[] letters = [Letters[(int)(code / (32 * 32))], Letters[(int)(code / 32 % 32)], Letters[(int)(code % 32)]];
        return $"{DateTimeOffset.FromUnixTimeSeconds(seconds).ToString(TimeFormat, CultureInfo.InvariantCulture)}-{new string(letters)}";
    }
}
