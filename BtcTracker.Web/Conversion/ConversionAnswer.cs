using BtcTracker.Web.Formatting;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Conversion;

/// <summary>A requested conversion, with its result or its problem.</summary>
/// <param name="Converter">What can be converted.</param>
/// <param name="Written">The amount, unparsed.</param>
/// <param name="From">The unit to convert from; the default if it is unknown.</param>
/// <param name="To">The unit to convert to; the default if it is unknown.</param>
public sealed record ConversionAnswer(Converter Converter, string Written, ConversionUnit From, ConversionUnit To)
{
    private const string DefaultAmount = "1";

    /// <summary>The amount; null where it cannot be read.</summary>
    public decimal? Amount { get; private init; }

    /// <summary>The result; null if the request has a problem, or no price is known yet.</summary>
    public decimal? Result { get; private init; }

    /// <summary>The problem of the request and what to do; null if there is none.</summary>
    public string? Problem { get; private init; }

    /// <summary>Answers a request whose parts may be missing or invalid.</summary>
    public static ConversionAnswer Of(MarketSnapshot snapshot, DateTimeOffset now, string? amount, string? from, string? to)
    {
        var converter = Converter.Of(snapshot, now);
        var (known, wanted) = (UnitOf(converter, from, ConversionUnit.Bitcoin), UnitOf(converter, to, ConversionUnit.Dollar));
        var problem = WrittenAmount.Read(amount ?? DefaultAmount, out var number);
        var answer = new ConversionAnswer(
            converter,
            amount ?? DefaultAmount,
            known ?? ConversionUnit.Bitcoin,
            wanted ?? ConversionUnit.Dollar
        )
        {
            Amount = problem is null ? number : null,
            Problem = problem ?? ProblemOf(converter, known, from) ?? ProblemOf(converter, wanted, to),
        };
        return answer.Problem is null ? answer.Converted() : answer;
    }

    private static ConversionUnit? UnitOf(Converter converter, string? code, ConversionUnit byDefault) =>
        code is null ? byDefault : converter.Find(code);

    private static string? ProblemOf(Converter converter, ConversionUnit? unit, string? code) =>
        unit is null ? Texts.NoRateFor.With(code, converter.Codes) : null;

    private ConversionAnswer Converted() =>
        Converter.Convert(Amount!.Value, From, To) is { } result
            ? this with
            {
                Result = result,
            }
            : this with
            {
                Problem = Converter.NeedsPrice(From, To) && Converter.Latest is null ? null : Texts.ResultTooLarge,
            };
}
