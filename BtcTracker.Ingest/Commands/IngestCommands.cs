using System.CommandLine;
using System.Runtime.InteropServices;
using BtcTracker.Ingest.Commands.Export;
using BtcTracker.Ingest.Commands.Import;
using BtcTracker.Ingest.Commands.Lambda;
using BtcTracker.Ingest.Commands.Verify;

namespace BtcTracker.Ingest.Commands;

/// <summary>The command line of the verbs; without one the worker runs.</summary>
internal static class IngestCommands
{
    // A stop is answered with the end of what is under way, and the summary.
    private static readonly InvocationConfiguration Invocation = new()
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
    };

    /// <summary>Runs the verb that a command line names.</summary>
    /// <returns>The exit code: 0; 1 where the user has something to put right, said on stderr; 130 where it was stopped.</returns>
    public static async Task<int> RunAsync(CommandArguments arguments)
    {
        var root = new RootCommand(
            "Import prices into the store, list imports and take them out again, export prices, read the sources' history again, or "
                + "verify what is stored. Without a command the services run, by the settings that README.md lists: --Market:Mode=demo, "
                + "for example."
        )
        {
            ImportCommand.Create(arguments.Settings),
            ImportsCommand.Create(arguments.Settings),
            ExportCommand.Create(arguments.Settings),
            BackfillCommand.Create(arguments.Settings),
            VerifyCommand.Create(arguments.Settings),
            PushKeysCommand.Create(),
            HealthCommand.Create(arguments.Settings),
            LambdaCommand.Create(arguments.Settings),
        };
        var parsed = root.Parse([.. arguments.Verb]);
        if (parsed.Errors.Count == 0)
        {
            // A closed terminal. System.CommandLine itself handles SIGINT and SIGTERM only.
            using var stop = new CancellationTokenSource();
            using var hangUp = PosixSignalRegistration.Create(
                PosixSignal.SIGHUP,
                signal =>
                {
                    signal.Cancel = true;
                    stop.Cancel();
                }
            );
            return await parsed.InvokeAsync(Invocation, stop.Token);
        }

        // Some messages are lists of several lines.
        var errors = string.Join(
            ' ',
            parsed.Errors.SelectMany(error => error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        );
        await Console.Error.WriteLineAsync($"{errors} Add --help to see what can be given.");
        return CommandExit.Wrong;
    }
}
