using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.CompilerServices;
using BtcTracker.Ingest.Commands.Import;
using BtcTracker.Ingest.Commands.Progress;
using BtcTracker.Market;
using BtcTracker.Market.Files;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Commands.Export;

/// <summary>The options of <c>export</c>.</summary>
/// <param name="What"><c>quotes</c>, <c>candles</c> or <c>raw</c>.</param>
/// <param name="Interval">The candles' interval; null for all stored ones.</param>
/// <param name="Range">The slots or open times.</param>
/// <param name="Format">How rows are written.</param>
/// <param name="Output">The file's path, relative to the caller's folder; null for stdout.</param>
internal sealed record ExportRequest(string What, Interval? Interval, TimeRange Range, PriceFileFormat Format, string? Output);

/// <summary>The command <c>export</c>: writes stored data, row by row.</summary>
internal sealed class ExportCommand(IPriceReader reader, TimeProvider clock)
{
    /// <summary>Quotes.</summary>
    public const string Quotes = "quotes";

    /// <summary>Candles.</summary>
    public const string Candles = "candles";

    /// <summary>The response bodies of quotes.</summary>
    public const string RawReadings = "raw";

    private const string Csv = "csv";
    private const string JsonLines = "jsonl";

    private readonly IProgressView _progress = ProgressView.OnConsole(clock);
    private long _rows;

    /// <summary>Creates the command.</summary>
    public static Command Create(IReadOnlyList<string> settings)
    {
        var what = new Argument<string>("WHAT") { Description = "What to export.", HelpName = $"{Quotes}|{Candles}|{RawReadings}" };
        what.AcceptOnlyFromAmong(Quotes, Candles, RawReadings);
        var interval = IntervalOption.Create("Candles of one interval only. Default: all that are stored.");
        var from = TimeOption.Create("--from", "The first time.");
        var to = TimeOption.Create("--to", "The end, exclusive.");
        var format = new Option<string?>("--format")
        {
            Description = "CSV, or one JSON object per line. Default: by the file's extension, otherwise CSV.",
            HelpName = $"{Csv}|{JsonLines}",
        };
        format.AcceptOnlyFromAmong(Csv, JsonLines);
        var output = new Option<string?>("--output", "-o")
        {
            Description = "The file; an existing one is replaced once the export is complete. Default: stdout.",
            HelpName = "FILE",
        };
        var command = new Command("export", "Export stored data in a format that import reads without loss.")
        {
            what,
            interval,
            from,
            to,
            format,
            output,
        };
        command.Validators.Add(result => CheckInterval(result, what, interval));
        command.Validators.Add(result => TimeOption.CheckOrder(result, from, to));
        command.SetAction(
            (parsed, cancellationToken) =>
            {
                var range = new TimeRange(parsed.GetValue(from) ?? DateTimeOffset.MinValue, parsed.GetValue(to) ?? DateTimeOffset.MaxValue);
                var file = parsed.GetValue(output);
                var request = new ExportRequest(
                    parsed.GetRequiredValue(what),
                    parsed.GetValue(interval),
                    range,
                    FormatOf(parsed.GetValue(format), file),
                    file
                );
                return CommandHost.RunAsync(
                    settings,
                    services => ActivatorUtilities.CreateInstance<ExportCommand>(services).RunAsync(request, cancellationToken)
                );
            }
        );
        return command;
    }

    // Do not accept an option without effect: a quote has no interval.
    private static void CheckInterval(CommandResult result, Argument<string> what, Option<Interval?> interval)
    {
        if (result.GetResult(interval) is not null && result.GetResult(what) is { Tokens: [{ Value: Quotes or RawReadings }] })
        {
            result.AddError($"--interval is for {Candles} only.");
        }
    }

    private static PriceFileFormat FormatOf(string? format, string? file) =>
        format == JsonLines || (format is null && file?.EndsWith($".{JsonLines}", StringComparison.OrdinalIgnoreCase) is true)
            ? PriceFileFormat.JsonLines
            : PriceFileFormat.Csv;

    /// <summary>Runs the command, and writes the number of rows to stderr because stdout may be the file.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(ExportRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await using var output = ExportOutput.Open(request.Output);
            await WriteAsync(new PriceFileWriter(output.Writer, request.Format), request, cancellationToken);
            output.Complete();
            _progress.Clear();
            await Console.Error.WriteLineAsync($"{ImportTally.Format(_rows)} rows of {request.What} written to {output.Name}.");
            return CommandExit.Done;
        }
        catch (Exception error) when (CommandExit.IsForTheUser(error) || error is OperationCanceledException)
        {
            _progress.Clear();
            await Console.Error.WriteLineAsync(
                $"{CommandExit.Reason(error)} {(_rows == 0 ? "Nothing is exported." : "The export is incomplete. Run it again.")}"
            );
            return CommandExit.CodeOf(error);
        }
    }

    private Task<long> WriteAsync(PriceFileWriter writer, ExportRequest request, CancellationToken cancellationToken) =>
        request.What switch
        {
            ExportCommand.Quotes => writer.WriteAsync(
                Counted(reader.ReadQuotesAsync(Market.Symbol.BtcUsd, request.Range, cancellationToken)),
                cancellationToken
            ),
            ExportCommand.RawReadings => writer.WriteAsync(
                Counted(reader.ReadRawReadingsAsync(Market.Symbol.BtcUsd, request.Range, cancellationToken)),
                cancellationToken
            ),
            _ => writer.WriteAsync(Counted(ReadCandlesAsync(request, cancellationToken)), cancellationToken),
        };

    private async IAsyncEnumerable<Candle> ReadCandlesAsync(
        ExportRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (var interval in Interval.Stored.Where(stored => request.Interval is null || stored == request.Interval))
        {
            await foreach (var candle in reader.ReadCandlesAsync(Market.Symbol.BtcUsd, interval, request.Range, cancellationToken))
            {
                yield return candle;
            }
        }
    }

    private async IAsyncEnumerable<T> Counted<T>(IAsyncEnumerable<T> rows)
    {
        await foreach (var row in rows)
        {
            _rows++;
            _progress.Show(part: null, _rows);
            yield return row;
        }
    }
}
