using BtcTracker.Market.Storage;
using BtcTracker.Market.Storage.Imported;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>An import's entry in the list of imports, updated while its rows are stored.</summary>
/// <param name="imports">The list.</param>
/// <param name="clock">The clock.</param>
/// <param name="wanted">The import as it starts; a stopped import of the same file is resumed under its id.</param>
internal sealed class ImportLog(IImportStore imports, TimeProvider clock, ImportRecord wanted)
{
    private ImportRecord? _current;

    /// <summary>The entry.</summary>
    public ImportRecord Current => _current ?? wanted;

    /// <summary>Whether it is in the list.</summary>
    public bool HasBegun => _current is not null;

    /// <summary>Whether a stopped import is resumed.</summary>
    public bool IsResumed { get; private set; }

    /// <summary>Whether another command removed it while it was running.</summary>
    public bool IsGone { get; private set; }

    /// <summary>The number of batches read.</summary>
    public int Batches { get; private set; }

    /// <summary>Whether the current batch was processed before a stop.</summary>
    public bool IsDone => Batches < Current.DoneBatches;

    /// <summary>Adds it to the list, or resumes the stopped one.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (HasBegun)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var all = await imports.ReadAllAsync(cancellationToken).ToListAsync(cancellationToken);
        if (all.Find(import => import.State == ImportState.Removing && import.BusyUntil(now) is not null) is { } removed)
        {
            throw new FormatException(
                $"Import {removed.Id} is being removed. Wait until that has ended. "
                    + $"If it was killed, run this again after {removed.BusyUntil(now):HH:mm:ss} UTC."
            );
        }

        var stopped = wanted.Fingerprint is not { } print
            ? null
            : all.FindLast(import => import.State < ImportState.Whole && import.Fingerprint == print);
        if (stopped is not null)
        {
            IsResumed = true;
            await SaveAsync(stopped with { State = ImportState.Running, Rows = 0, First = null, Last = null });
            return;
        }

        do
        {
            _current = wanted with { Id = ImportId.New(now), SeenAt = now };
        } while (!await imports.TryAddAsync(_current, cancellationToken));
    }

    /// <summary>Records that a batch was processed.</summary>
    public Task AddAsync(int rows, DateTimeOffset first, DateTimeOffset last)
    {
        Batches++;
        return SaveAsync(Current.With(rows, first, last) with { DoneBatches = Math.Max(Batches, Current.DoneBatches) });
    }

    /// <summary>Records that the import is complete.</summary>
    public Task EndAsync() => SaveAsync(Current with { State = ImportState.Whole, Ended = clock.GetUtcNow() });

    /// <summary>Records that the import was stopped and can be resumed.</summary>
    public async Task StopAsync()
    {
        try
        {
            await SaveAsync(Current with { State = ImportState.Stopped });
        }
        catch (PriceStoreException)
        {
            // An import without a heartbeat for a while has stopped too.
        }
    }

    private async Task SaveAsync(ImportRecord import)
    {
        _current = import with { SeenAt = clock.GetUtcNow() };
        if (!await imports.TryUpdateAsync(_current, CancellationToken.None))
        {
            IsGone = true;
            throw new PriceStoreException($"Import {import.Id} was removed by another command while it ran.");
        }
    }
}
