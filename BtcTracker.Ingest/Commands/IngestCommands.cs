using System.CommandLine;
using System.Runtime.InteropServices;
using BtcTracker.Ingest.Commands.Export;
using BtcTracker.Ingest.Commands.Import;
using BtcTracker.Ingest.Commands.Lambda;
using BtcTracker.Ingest.Commands.Verify;

namespace BtcTracker.Ingest.Commands;

/// <summary>The command line; without a command the worker runs.</summary>
internal static class IngestCommands
{
    // A stop ends the current batch and prints the summary.
    private static readonly InvocationConfiguration Invocation = new()
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
    };

    /// <summary>Runs the command of a command line.</summary>
    /// <returns>The exit code: 0; 1 for an error that the user can correct, explained on stderr; 130 if it was stopped.</returns>
    public static async Task<int> RunAsync(CommandArguments arguments)
    {
        var root = new RootCommand(
            "Import prices into the store, list and remove imports, export prices, fetch the sources' history again, or "
                + "verify stored data. Without a command the services run, with the settings in README.md, such as "
                + "--Market:Mode=demo."
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
        var parsed = root.Parse([.. arguments.Command]);
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

        // Some messages have several lines.
        var errors = string.Join(
            ' ',
            parsed.Errors.SelectMany(error => error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        );
        await Console.Error.WriteLineAsync($"{errors} Add --help to see the options.");
        return CommandExit.Wrong;
    }
}
