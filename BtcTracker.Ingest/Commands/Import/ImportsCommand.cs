using System.CommandLine;
using BtcTracker.Market.Storage.Imported;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>The command <c>imports</c>: lists imports, and removes one from the store (<c>imports remove ID</c>).</summary>
internal sealed class ImportsCommand(IImportStore imports, ImportRemoval removal, TimeProvider clock)
{
    private const string HowToList = "\"imports\" lists them";

    /// <summary>Creates the command.</summary>
    public static Command Create(IReadOnlyList<string> settings)
    {
        var id = new Argument<string>("ID") { Description = $"The import's id, such as {ImportId.Example}." };
        const string Description = "Remove an import, as if it had never been imported. The removal can be stopped and run again.";
        var remove = new Command("remove", Description) { id };
        remove.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(settings, command => command.RemoveAsync(parsed.GetRequiredValue(id), cancellationToken))
        );
        var list = new Command("imports", "List the imports: id, state, time, file, rows, their range and format.") { remove };
        list.SetAction((_, cancellationToken) => RunAsync(settings, command => command.ListAsync(cancellationToken)));
        return list;
    }

    private static Task<int> RunAsync(IReadOnlyList<string> settings, Func<ImportsCommand, Task<int>> run) =>
        CommandHost.RunAsync(
            settings,
            services =>
            {
                var removal = ActivatorUtilities.CreateInstance<ImportRemoval>(services);
                return run(ActivatorUtilities.CreateInstance<ImportsCommand>(services, removal));
            }
        );

    private async Task<int> ListAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var count = 0;
        try
        {
            await foreach (var import in imports.ReadAllAsync(cancellationToken))
            {
                await Console.Out.WriteLineAsync(LineOf(import, now));
                count++;
            }

            await (count == 0 ? Console.Error.WriteLineAsync("There are no imports.") : Task.CompletedTask);
            return CommandExit.Done;
        }
        catch (Exception error) when (CommandExit.IsForTheUser(error) || error is OperationCanceledException)
        {
            return await FailAsync(error, CommandExit.Reason(error));
        }
    }

    private async Task<int> RemoveAsync(string text, CancellationToken cancellationToken)
    {
        try
        {
            var import = await FindAsync(text, cancellationToken);
            var changed = await removal.RunAsync(import, cancellationToken);
            var candles = $"{ImportTally.Format(changed)} {(changed == 1 ? "candle" : "candles")}";
            await Console.Out.WriteLineAsync($"Import {import.Id} of {import.File} was removed: {candles} changed.");
            return CommandExit.Done;
        }
        catch (Exception error) when (CommandExit.IsForTheUser(error))
        {
            return await FailAsync(error, error.Message);
        }
        catch (OperationCanceledException stopped)
        {
            return await FailAsync(stopped, "Stopped. Part of the import is removed. Run the same command again to resume.");
        }
    }

    private async Task<ImportRecord> FindAsync(string text, CancellationToken cancellationToken)
    {
        if (!ImportId.TryParse(text, out var id))
        {
            throw new FormatException($"'{text}' is not an import's id. Ids look like {ImportId.Example}; {HowToList}.");
        }

        var now = clock.GetUtcNow();
        var import = await imports.ReadAllAsync(cancellationToken).FirstOrDefaultAsync(import => import.Id == id, cancellationToken);
        return import switch
        {
            null => throw new FormatException($"There is no import {id}, or it was removed before: {HowToList}."),
            { HasCandles: false } => throw new FormatException(
                $"Import {id} is of {import.Shape}, which cannot be removed: "
                    + "a stored reading never changes, and candles and gaps were computed from it."
            ),
            _ when import.BusyUntil(now) is { } until => throw new FormatException(
                import.State == ImportState.Running
                    ? $"Import {id} is running. Stop it with Ctrl+C or wait until it ends. "
                        + $"If it was killed, run this again after {until:HH:mm:ss} UTC."
                    : $"Import {id} is already being removed. If that was killed, run this again after {until:HH:mm:ss} UTC."
            ),
            _ => import,
        };
    }

    private static async Task<int> FailAsync(Exception error, string message)
    {
        await Console.Error.WriteLineAsync(message);
        return CommandExit.CodeOf(error);
    }

    private static string LineOf(ImportRecord import, DateTimeOffset now)
    {
        var state = (import.State, import.BusyUntil(now)) switch
        {
            (ImportState.Whole, _) => "whole",
            (ImportState.Running, not null) => "running",
            (ImportState.Removing, not null) => "being removed",
            (ImportState.Removing, null) => "partly removed",
            _ => "stopped",
        };
        var span = import is { First: { } first, Last: { } last } ? $", {first.UtcDateTime:u} to {last.UtcDateTime:u}" : "";
        var rows = $"{ImportTally.Format(import.Rows)} {(import.Rows == 1 ? "row" : "rows")}";
        return $"{import.Id}  {state}  {import.Begun.UtcDateTime:u}  {import.File}: {rows}{span}; {import.Shape}";
    }
}
