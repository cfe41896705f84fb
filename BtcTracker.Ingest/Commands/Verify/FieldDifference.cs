using System.Globalization;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Commands.Verify;

/// <summary>Describes the fields in which two candles or quotes differ.</summary>
internal static class FieldDifference
{
    private static readonly (string Name, Func<Candle, object?> Value)[] CandleFields =
    [
        ("open", candle => candle.Open),
        ("high", candle => candle.High),
        ("low", candle => candle.Low),
        ("close", candle => candle.Close),
        ("volume", candle => candle.Volume),
        ("volume unit", candle => candle.VolumeUnit),
        ("n", candle => candle.N),
        ("source", candle => candle.Source),
        ("doubtful", candle => candle is { Rank: CandleRank.Own, Doubtful: true }),
        ("spread", candle => candle.Spread),
    ];

    // What ingest adds to a reading is not in the body.
    private static readonly string[] OfTheSlot =
    [
        nameof(Quote.TraceParent),
        nameof(Quote.Confirmed),
        nameof(Quote.Outdated),
        nameof(Quote.MayBeExtreme),
        nameof(Quote.Spread),
    ];

    private static readonly (string Name, Func<Quote, object?> Value)[] QuoteFields =
    [
        .. typeof(Quote)
            .GetProperties()
            .Where(property => !OfTheSlot.Contains(property.Name))
            .Select(property => (property.Name, (Func<Quote, object?>)(quote => property.GetValue(quote)))),
    ];

    /// <summary>
    /// Compares candles. "Doubtful" is compared only in candles of our own quotes, because exchanges do not report it, and a spread only
    /// where both have one: earlier versions stored none.
    /// </summary>
    public static (string Stored, string Expected)? Of(Candle stored, Candle expected) =>
        Of(stored, stored.Spread is null || expected.Spread is null ? expected with { Spread = stored.Spread } : expected, CandleFields);

    /// <summary>Compares quotes.</summary>
    public static (string Stored, string Expected)? Of(Quote stored, Quote expected) => Of(stored, expected, QuoteFields);

    private static (string Stored, string Expected)? Of<T>(T stored, T expected, (string Name, Func<T, object?> Value)[] fields)
    {
        var different = fields.Where(field => !Equals(field.Value(stored), field.Value(expected))).ToList();
        return different.Count == 0 ? null : (Describe(stored), Describe(expected));

        string Describe(T record) => string.Join(" and ", different.Select(field => $"{field.Name} {Text(field.Value(record))}"));
    }

    private static string Text(object? value) =>
        value switch
        {
            null => "none",
            DateTimeOffset time => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
}
