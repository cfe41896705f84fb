using BtcTracker.Market.Files;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>Imports readings that export wrote: quotes, or raw bodies.</summary>
internal sealed class ReadingImport(ImportSession session, IPriceReader reader, IPriceWriter writer)
{
    private const string ForGood = "readings cannot be taken out again once they are stored, because the next ones are measured by them";

    /// <summary>Runs it.</summary>
    /// <exception cref="FormatException">A row is wrong, or nobody said that they may stay for good.</exception>
    public async Task RunAsync(PriceFile file, ImportRequest request, CancellationToken cancellationToken)
    {
        if (request.IsDryRun)
        {
            throw new FormatException($"{file.Path}: --dry-run is for candles only; what export wrote of readings replaces nothing.");
        }

        await ConfirmAsync(file, request, cancellationToken);
        var isQuotes = file.Kind is PriceFileKind.Quotes;
        var fingerprint = await Fingerprint.FindAsync(file.Path, [], cancellationToken);
        var log = session.LogOf(file, isQuotes ? "quotes" : "raw readings", fingerprint);
        var rows = new AcceptedRows(file, session.Tally, log.Current.Begun);
        await (
            isQuotes
                ? session.StoreAsync(file, new QuoteTarget(reader, writer), rows.Quotes(), duration: null, cancellationToken)
                : session.StoreAsync(file, new RawReadingTarget(reader, writer), rows.RawReadings(), duration: null, cancellationToken)
        );
    }

    private static async Task ConfirmAsync(PriceFile file, ImportRequest request, CancellationToken cancellationToken)
    {
        var isConfirmed = request.IsConfirmed;
        if (!isConfirmed && request.Question is { } question)
        {
            isConfirmed = await question.AskAsync($"{file.Path}: {ForGood}.", "Store them for good?", cancellationToken);
        }

        if (!isConfirmed)
        {
            throw new FormatException($"{file.Path}: {ForGood}. To store them for good, add --yes.");
        }
    }
}
