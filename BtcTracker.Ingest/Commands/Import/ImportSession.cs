using BtcTracker.Ingest.Commands.Progress;
using BtcTracker.Market.Files;
using BtcTracker.Market.Storage;
using BtcTracker.Market.Storage.Imported;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>One run of <c>import</c>: how far it is, what became of the rows, and its entry in the list of imports.</summary>
internal sealed class ImportSession(IPriceWriter writer, IImportStore imports, TimeProvider clock)
{
    /// <summary>What became of the rows.</summary>
    public ImportTally Tally { get; } = new();

    /// <summary>Shows how far it is.</summary>
    public IProgressView Progress { get; } = ProgressView.OnConsole(clock);

    /// <summary>The entry in the list; null before the first row is to be stored.</summary>
    public ImportLog? Log { get; private set; }

    /// <summary>Prepares the entry in the list.</summary>
    /// <param name="file">The file.</param>
    /// <param name="rows">What its rows are, in words.</param>
    /// <param name="fingerprint">Recognises the same import; null where that is not possible.</param>
    /// <param name="finestFrom">From when five minutes are stored where only the last days of them are.</param>
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

    /// <summary>Stores rows, and notifies readers also where it ends early.</summary>
    /// <param name="file">The file.</param>
    /// <param name="target">Where the rows go.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="duration">Says how long it will take; null where that is not known.</param>
    /// <param name="cancellationToken">Stops it after the batch that is under way.</param>
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
            await (Tally.Stored > 0 ? writer.TellOfImportAsync(clock) : Task.CompletedTask);
        }

        void Show()
        {
            if (duration?.Say(Log!.Current.Rows) is { } words)
            {
                Progress.Clear();
                Console.Error.WriteLine(words);
            }

            Progress.Show(file.Progress, Tally.Read);
        }
    }
}
