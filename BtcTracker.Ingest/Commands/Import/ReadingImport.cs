using BtcTracker.Market.Files;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>Imports exported readings: quotes, or raw bodies.</summary>
internal sealed class ReadingImport(ImportSession session, IPriceReader reader, IPriceWriter writer)
{
    private const string ForGood = "readings cannot be removed once they are stored, because later ones are checked against them";

    /// <summary>Runs the operation.</summary>
    /// <exception cref="FormatException">A row is not valid, or the user did not confirm that they are permanent.</exception>
    public async Task RunAsync(PriceFile file, ImportRequest request, CancellationToken cancellationToken)
    {
        if (request.IsDryRun)
        {
            throw new FormatException($"{file.Path}: --dry-run is for candles only; exported readings replace nothing.");
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
            isConfirmed = await question.AskAsync($"{file.Path}: {ForGood}.", "Store them permanently?", cancellationToken);
        }

        if (!isConfirmed)
        {
            throw new FormatException($"{file.Path}: {ForGood}. To store them permanently, add --yes.");
        }
    }
}
