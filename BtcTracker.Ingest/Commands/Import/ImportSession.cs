using BtcTracker.Ingest.Commands.Progress;
using BtcTracker.Market.Files;
using BtcTracker.Market.Storage;
using BtcTracker.Market.Storage.Imported;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>A run of <c>import</c>: its progress, its results, and its entry in the list of imports.</summary>
internal sealed class ImportSession(IPriceWriter writer, IImportStore imports, TimeProvider clock)
{
    /// <summary>The results by row.</summary>
    public ImportTally Tally { get; } = new();

    /// <summary>Shows the progress.</summary>
    public IProgressView Progress { get; } = ProgressView.OnConsole(clock);

    /// <summary>The entry in the list; null before the first row is stored.</summary>
    public ImportLog? Log { get; private set; }

    /// <summary>Prepares the entry in the list.</summary>
    /// <param name="file">The file.</param>
    /// <param name="rows">A description of its rows.</param>
    /// <param name="fingerprint">Identifies the same import; null if that is not possible.</param>
    /// <param name="finestFrom">From when 5-minute candles are stored if only the last days of them are.</param>
    public ImportLog LogOf(PriceFile file, string rows, string? fingerprint, DateTimeOffset? finestFrom = null)
    {
        var now = clock.GetUtcNow();
        return Log = new ImportLog(
            imports,
            clock,
            new ImportRecord
            {
                Id = ImportId.New(now),
                File = Path.GetFileName(file.Path),
                Shape = file.Shape is { } shape ? $"{rows}, read as {shape}" : rows,
                HasCandles = file.Kind is PriceFileKind.Candles,
                Fingerprint = fingerprint,
                Begun = now,
                FinestFrom = finestFrom ?? DateTimeOffset.MinValue,
                SeenAt = now,
            }
        );
    }

    /// <summary>Stores rows, and notifies readers even if it ends early.</summary>
    /// <param name="file">The file.</param>
    /// <param name="target">Where the rows go.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="duration">Forecasts the duration; null if the total is unknown.</param>
    /// <param name="cancellationToken">Stops it after the current batch.</param>
    public async Task StoreAsync<T>(
        PriceFile file,
        IImportTarget<T> target,
        IEnumerable<T> rows,
        ImportDuration? duration,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await new Importer<T>(target, Log!, Tally, Show).RunAsync(rows, cancellationToken);
            await Log!.EndAsync();
        }
        finally
        {
            await (Tally.Stored > 0 ? writer.NotifyImportAsync(clock) : Task.CompletedTask);
        }

        void Show()
        {
            if (duration?.Forecast(Log!.Current.Rows) is { } forecast)
            {
                Progress.Clear();
                Console.Error.WriteLine(forecast);
            }

            Progress.Show(file.Progress, Tally.Read);
        }
    }
}
