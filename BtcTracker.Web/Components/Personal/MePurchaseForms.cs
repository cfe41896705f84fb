using BtcTracker.Market;
using BtcTracker.Market.Storage.Holders;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.Holders;

namespace BtcTracker.Web.Components.Personal;

/// <summary>The forms that add, delete, import and export purchases.</summary>
public sealed class MePurchaseForms(MePages pages, HolderRecords records, IHolderStore store, IHolderAlertStore alerts)
{
    /// <summary>Adds a purchase.</summary>
    public async Task<IResult> AddAsync(HttpContext context)
    {
        var (account, _, page) = await pages.OpenAsync(context);
        if (account is null)
        {
            return page!;
        }

        var (purchase, problems) = Read(context.Request.Form, records.Today);
        if (problems.Count > 0)
        {
            return await pages.ShowAsync(
                context,
                pages.View(context, MeEndpoint.Purchases, problems) with
                {
                    Account = account,
                },
                StatusCodes.Status400BadRequest
            );
        }

        return await store.TryAddAsync(account, purchase, context.RequestAborted) is null
            ? await pages.ShowAsync(
                context,
                pages.View(context, MeEndpoint.Purchases, Texts.MeFull) with
                {
                    Account = account,
                },
                StatusCodes.Status409Conflict
            )
            : pages.Back(context, "#purchases");
    }

    /// <summary>Deletes a purchase; one that is gone already is what was wanted.</summary>
    public async Task<IResult> DeleteAsync(HttpContext context)
    {
        var (account, _, page) = await pages.OpenAsync(context);
        if (account is null)
        {
            return page!;
        }

        if (account.Purchases.FirstOrDefault(purchase => purchase.Id == context.Request.Form["id"]) is { } found)
        {
            await store.TryRemoveAsync(account.Holder, found, context.RequestAborted);
        }

        return pages.Back(context, "#purchases");
    }

    /// <summary>Shows what importing a file would do; stores what was shown before.</summary>
    public async Task<IResult> ImportAsync(HttpContext context)
    {
        var (account, _, page) = await pages.OpenAsync(context);
        if (account is null)
        {
            return page!;
        }

        var form = context.Request.Form;
        var isShown = form.ContainsKey("rows");
        if (!isShown && CheckFile(form.Files["file"]) is { } problem)
        {
            return await RefuseFileAsync(context, account, problem);
        }

        try
        {
            var import = PurchaseImport.Read(
                isShown
                    ? System.Text.Encoding.UTF8.GetBytes(form["rows"].ToString())
                    : await ReadAsync(form.Files["file"]!, context.RequestAborted),
                account,
                records.Today
            );
            if (!isShown)
            {
                return await pages.ShowAsync(context, pages.View(context) with { Account = account, Import = import });
            }

            if (import.IsTooMuch)
            {
                return await pages.ShowAsync(
                    context,
                    pages.View(context, MeEndpoint.Import, Texts.MeFull) with
                    {
                        Account = account,
                    },
                    StatusCodes.Status409Conflict
                );
            }

            var count = await store.AddAllAsync(account, import.Added, context.RequestAborted);
            var now = await store.FindAsync(account.Holder.Name, context.RequestAborted);

            // By now the name may belong to another holder.
            account = now?.Holder.Id == account.Holder.Id ? now : throw new HolderDeletedException();
            return await pages.ShowAsync(context, pages.View(context) with { Account = account, Imported = count });
        }
        catch (ReasonException unknown)
        {
            return await RefuseFileAsync(context, account, ReasonTexts.Of(unknown.Reason));
        }
    }

    /// <summary>All purchases as CSV.</summary>
    public async Task<IResult> GetCsvAsync(HttpContext context)
    {
        var (account, _, page) = await pages.OpenAsync(context);
        return account is null ? page! : PurchaseFiles.CsvOf(account);
    }

    /// <summary>The record with all purchases and alerts, as JSON.</summary>
    public async Task<IResult> GetJsonAsync(HttpContext context)
    {
        var (account, _, page) = await pages.OpenAsync(context);
        return account is null ? page! : PurchaseFiles.JsonOf(account, await alerts.FindAsync(account.Holder, context.RequestAborted));
    }

    private Task<IResult> RefuseFileAsync(HttpContext context, HolderAccount account, string problem) =>
        pages.ShowAsync(
            context,
            pages.View(context, MeEndpoint.Import, problem) with
            {
                Account = account,
            },
            StatusCodes.Status400BadRequest
        );

    private static string? CheckFile(IFormFile? file) =>
        file is not { Length: > 0 } ? Texts.MeChooseFile
        : file.Length > PurchaseImport.LargestFile ? Texts.MeFileTooLarge
        : null;

    private static async Task<byte[]> ReadAsync(IFormFile file, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    private static (NewPurchase Purchase, IReadOnlyList<string> Problems) Read(IFormCollection form, DateOnly today)
    {
        var place = form["place"].ToString().Trim();
        string?[] problems =
        [
            HolderRules.ReadPurchaseDay(form["date"], today, out var day),
            HolderRules.CheckPlace(place),
            WrittenAmount.Read(form["amount"], out var amount) is { } wrongAmount
                ? Texts.MeProblemAmount.With(wrongAmount)
                : HolderRules.CheckAmount(amount),
            WrittenAmount.Read(form["paid"], out var paid) is { } wrongPaid
                ? Texts.MeProblemPaid.With(wrongPaid)
                : HolderRules.CheckPaid(paid),
        ];
        return (new NewPurchase(day, place, amount, paid), [.. problems.OfType<string>()]);
    }
}
