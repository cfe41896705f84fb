using BtcTracker.Market;
using BtcTracker.Market.Storage.Holders;
using BtcTracker.Web.Api;

namespace BtcTracker.Web.Holders;

/// <summary>A holder's purchases as files: exported, and imported from here or from an exchange.</summary>
internal static class PurchaseFileEndpoints
{
    /// <summary>Answers with all purchases as CSV, which can be imported again.</summary>
    public static IResult GetCsv(HttpContext context) => PurchaseFiles.CsvOf(HolderAccess.AccountOf(context));

    /// <summary>Imports a file, or says what importing it would do.</summary>
    /// <returns>200 with what was or would be done, or 400, 409, 413.</returns>
    public static async Task<IResult> ImportAsync(
        string? preview,
        HttpContext context,
        IHolderStore store,
        HolderRecords records,
        CancellationToken cancellationToken
    )
    {
        if (!string.IsNullOrEmpty(preview) && !bool.TryParse(preview, out _))
        {
            return BadInput.Problem("preview", $"preview '{preview}' is not allowed; it must be true or false.");
        }

        var file = await BoundedBody.ReadAsync(context.Request, PurchaseImport.LargestFile, cancellationToken);
        if (file is null)
        {
            return BoundedBody.TooLarge(PurchaseImport.LargestFile);
        }

        var (account, isPreview) = (HolderAccess.AccountOf(context), preview is { Length: > 0 } && bool.Parse(preview));
        try
        {
            var import = PurchaseImport.Read(file, account, records.Today);
            return import.IsTooMuch && !isPreview
                ? HolderProblems.TooManyPurchases()
                : TypedResults.Json(
                    ImportBody.Of(import, isPreview ? null : await store.AddAllAsync(account, import.Added, cancellationToken)),
                    HolderJson.Default.ImportBody
                );
        }
        catch (ReasonException unknown)
        {
            return BadInput.Problem("file", unknown.Message);
        }
    }
}
