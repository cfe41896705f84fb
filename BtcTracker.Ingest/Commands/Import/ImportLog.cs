using BtcTracker.Market.Storage;
using BtcTracker.Market.Storage.Imported;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>An import's entry in the list of imports, kept up to date while its rows are stored.</summary>
/// <param name="imports">The list.</param>
/// <param name="clock">Tells the time.</param>
/// <param name="wanted">The import as it begins; it goes on under the id of one like it that was stopped.</param>
internal sealed class ImportLog(IImportStore imports, TimeProvider clock, ImportRecord wanted)
{
    private ImportRecord? _current;

    /// <summary>The entry.</summary>
    public ImportRecord Current => _current ?? wanted;

    /// <summary>Whether it stands in the list.</summary>
    public bool HasBegun => _current is not null;

    /// <summary>Whether an import that was stopped goes on.</summary>
    public bool GoesOn { get; private set; }

    /// <summary>Whether another command removed it while it ran.</summary>
    public bool IsGone { get; private set; }

    /// <summary>How many batches were read.</summary>
    public int Batches { get; private set; }

    /// <summary>Whether the batch that is read was done with before a stop.</summary>
    public bool IsDone => Batches < Current.DoneBatches;

    /// <summary>Adds it to the list, or finds the one that was stopped.</summary>
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
                $"Import {removed.Id} is being removed: wait until that has ended. "
                    + $"If it was killed, run this again after {removed.BusyUntil(now):HH:mm:ss} UTC."
            );
        }

        var stopped = wanted.Fingerprint is not { } print
            ? null
            : all.FindLast(import => import.State < ImportState.Whole && import.Fingerprint == print);
        if (stopped is not null)
        {
            GoesOn = true;
            await SaveAsync(stopped with { State = ImportState.Running, Rows = 0, First = null, Last = null });
            return;
        }

        do
        {
            _current = wanted with { Id = ImportId.New(now), SeenAt = now };
        } while (!await imports.TryAddAsync(_current, cancellationToken));
    }

    /// <summary>A batch of rows is done with.</summary>
    public Task AddAsync(int rows, DateTimeOffset first, DateTimeOffset last)
    {
        Batches++;
        return SaveAsync(Current.With(rows, first, last) with { DoneBatches = Math.Max(Batches, Current.DoneBatches) });
    }

    /// <summary>All its rows are stored.</summary>
    public Task EndAsync() => SaveAsync(Current with { State = ImportState.Whole, Ended = clock.GetUtcNow() });

    /// <summary>It stops, and can go on.</summary>
    public async Task StopAsync()
    {
        try
        {
            await SaveAsync(Current with { State = ImportState.Stopped });
        }
        catch (PriceStoreException)
        {
            // Who is silent for a while has stopped too.
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
