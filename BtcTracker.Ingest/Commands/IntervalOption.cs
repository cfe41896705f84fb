using System.CommandLine;
using System.CommandLine.Parsing;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Commands;

/// <summary>The option <c>--interval</c>.</summary>
internal static class IntervalOption
{
    private static readonly string Codes = string.Join(", ", Interval.Stored);

    /// <summary>Creates the option, which accepts a stored interval's code.</summary>
    public static Option<Interval?> Create(string description) =>
        new("--interval")
        {
            Description = description,
            HelpName = string.Join('|', Interval.Stored),
            CustomParser = Parse,
        };

    private static Interval? Parse(ArgumentResult result)
    {
        var code = result.Tokens.Single().Value;
        if (Interval.Stored.FirstOrDefault(stored => stored.Code == code) is { } interval)
        {
            return interval;
        }

        result.AddError(
            Interval.TryParse(code, out var known)
                ? $"Candles of {code} are not stored but rolled up from {known.StoredAs} when read. Use one of {Codes}."
                : $"The interval '{code}' is not valid. Use one of {Codes}."
        );
        return null;
    }
}
