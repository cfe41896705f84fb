using System.Globalization;
using System.Security.Cryptography;

namespace BtcTracker.Market.Storage.Imported;

/// <summary>
/// An import's id, such as <c>20261128-141503-k3f</c>: its start in UTC, and three letters or digits made of the millisecond and a random
/// number. Ids sort by time.
/// </summary>
public readonly record struct ImportId
{
    /// <summary>An example of an id, for display.</summary>
    public const string Example = "20261128-141503-k3f";

    // Without characters that are easily confused.
    private const string Letters = "0123456789abcdefghjkmnpqrstvwxyz";
    private const string TimeFormat = "yyyyMMdd-HHmmss";
    private const int CodeLength = 3;
    private const int Codes = 32 * 32 * 32;
    private const int CodesOfMillisecond = 32;

    private ImportId(long number) => Number = number;

    /// <summary>The id as a number, the sort key that orders imports by time.</summary>
    public long Number { get; }

    /// <summary>A new id.</summary>
    public static ImportId New(DateTimeOffset now) =>
        new(
            (now.ToUnixTimeSeconds() * Codes) + (now.Millisecond * CodesOfMillisecond) + RandomNumberGenerator.GetInt32(CodesOfMillisecond)
        );

    /// <summary>The id of a number.</summary>
    public static ImportId Of(long number) => new(number);

    /// <summary>Parses an id as the user types it.</summary>
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
