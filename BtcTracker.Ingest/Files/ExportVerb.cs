using System.Runtime.CompilerServices;
using BtcTracker.Market;
using BtcTracker.Market.Files;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Files;

/// <summary><c>export</c>: writes what is stored, row by row.</summary>
internal sealed class ExportVerb(IPriceReader reader, TimeProvider clock)
{
    private readonly ProgressLine _progress = ProgressLine.OnConsole(clock);
    private long _rows;

    /// <summary>Runs it, and says on stderr how many rows there were: stdout may be the file.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(ExportRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await using var output = ExportOutput.Open(request.Output);
            await WriteAsync(new PriceFileWriter(output.Writer, request.Format), request, cancellationToken);
            output.Complete();
            _progress.End();
            await Console.Error.WriteLineAsync($"{ImportTally.Words(_rows)} rows of {request.What} written to {output.Name}.");
            return VerbExit.Done;
        }
        catch (Exception error) when (VerbExit.IsForTheUser(error) || error is OperationCanceledException)
        {
            _progress.End();
            await Console.Error.WriteLineAsync($"{VerbExit.Reason(error)} {(_rows == 0 ? "Nothing is exported." : "The export is not whole: run it again.")}");
            return VerbExit.CodeOf(error);
        }
    }

    private Task<long> WriteAsync(PriceFileWriter writer, ExportRequest request, CancellationToken cancellationToken) => request.What switch
    {
        ExportCommand.Quotes => writer.WriteAsync(Counted(reader.ReadQuotesAsync(Symbol.BtcUsd, request.Range, cancellationToken)), cancellationToken),
        ExportCommand.RawReadings => writer.WriteAsync(Counted(reader.ReadRawReadingsAsync(Symbol.BtcUsd, request.Range, cancellationToken)), cancellationToken),
        _ => writer.WriteAsync(Counted(ReadCandlesAsync(request, cancellationToken)), cancellationToken),
    };

    private async IAsyncEnumerable<Candle> ReadCandlesAsync(ExportRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var interval in Interval.Stored.Where(stored => request.Interval is null || stored == request.Interval))
        {
            await foreach (var candle in reader.ReadCandlesAsync(Symbol.BtcUsd, interval, request.Range, cancellationToken))
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
