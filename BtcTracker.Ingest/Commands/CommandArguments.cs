using System.Text.RegularExpressions;

namespace BtcTracker.Ingest.Commands;

/// <summary>
/// A command line that names a verb, <c>import FILE --interval 1d --Store:Table=x</c>, told apart from its settings: the
/// configuration would take <c>/path/of/file</c> for a setting and the word after it for its value.
/// </summary>
/// <param name="Verb">The verb and its own arguments.</param>
/// <param name="Settings">The settings, which have a colon in their names, for the configuration.</param>
public sealed partial record CommandArguments(IReadOnlyList<string> Verb, IReadOnlyList<string> Settings)
{
    private static readonly string[] Help = ["--help", "-h", "-?"];

    /// <summary>Takes a command line apart; null where it names no verb and asks for no help, so that the services are to run.</summary>
    public static CommandArguments? Find(IReadOnlyList<string> args)
    {
        List<string> verb = [],
            settings = [];
        for (var at = 0; at < args.Count; at++)
        {
            if (!Setting().IsMatch(args[at]))
            {
                verb.Add(args[at]);
                continue;
            }

            settings.Add(args[at]);
            if (!args[at].Contains('=', StringComparison.Ordinal) && at + 1 < args.Count)
            {
                settings.Add(args[++at]);
            }
        }

        return verb.Count > 0 && (Help.Contains(verb[0]) || Word().IsMatch(verb[0])) ? new CommandArguments(verb, settings) : null;
    }

    // --Store:DataFolder=PATH, or --Store:DataFolder followed by PATH.
    [GeneratedRegex("^--[A-Za-z][^=]*:[^=]*(=|$)")]
    private static partial Regex Setting();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9-]*$")]
    private static partial Regex Word();
}
