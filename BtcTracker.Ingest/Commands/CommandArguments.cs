using System.Text.RegularExpressions;

namespace BtcTracker.Ingest.Commands;

/// <summary>
/// A command line with a command, <c>import FILE --interval 1d --Store:Table=x</c>, separated from its settings: the configuration would
/// parse <c>/path/of/file</c> as a setting and the next word as its value.
/// </summary>
/// <param name="Command">The command and its arguments.</param>
/// <param name="Settings">The settings, whose names contain a colon, for the configuration.</param>
public sealed partial record CommandArguments(IReadOnlyList<string> Command, IReadOnlyList<string> Settings)
{
    private static readonly string[] Help = ["--help", "-h", "-?"];

    /// <summary>Splits a command line; null if it contains neither a command nor a request for help, so that the services run.</summary>
    public static CommandArguments? Find(IReadOnlyList<string> args)
    {
        List<string> command = [],
            settings = [];
        for (var at = 0; at < args.Count; at++)
        {
            if (!Setting().IsMatch(args[at]))
            {
                command.Add(args[at]);
                continue;
            }

            settings.Add(args[at]);
            if (!args[at].Contains('=', StringComparison.Ordinal) && at + 1 < args.Count)
            {
                settings.Add(args[++at]);
            }
        }

        return command.Count > 0 && (Help.Contains(command[0]) || Word().IsMatch(command[0]))
            ? new CommandArguments(command, settings)
            : null;
    }

    // --Store:DataFolder=PATH, or --Store:DataFolder followed by PATH.
    [GeneratedRegex("^--[A-Za-z][^=]*:[^=]*(=|$)")]
    private static partial Regex Setting();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9-]*$")]
    private static partial Regex Word();
}
