using System.CommandLine;
using System.CommandLine.Parsing;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Commands;

/// <summary>The options <c>--from</c> and <c>--to</c>.</summary>
internal static class TimeOption
{
    /// <summary>Creates an option that accepts a time.</summary>
    public static Option<DateTimeOffset?> Create(string name, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "TIME",
            CustomParser = Parse,
        };

    /// <summary>Rejects a start that is not before the end.</summary>
    public static void CheckOrder(CommandResult result, Option<DateTimeOffset?> from, Option<DateTimeOffset?> to)
    {
        if (TimeOf(result.GetResult(from)) >= TimeOf(result.GetResult(to)))
        {
            result.AddError("--from must be before --to.");
        }
    }

    // Null if it is not given, or not a time, which its own parser reports.
    private static DateTimeOffset? TimeOf(OptionResult? option) =>
        option is { Tokens: [{ Value: var text }] } && IsoTime.TryParse(text, out var time) ? time : null;

    private static DateTimeOffset? Parse(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (IsoTime.TryParse(text, out var time))
        {
            return time;
        }

        result.AddError($"'{text}' is not a time; it must be {IsoTime.Formats}.");
        return null;
    }
}
