using System.Globalization;
using BtcTracker.Market.Storage.Holders;
using BtcTracker.Web.Api;
using BtcTracker.Web.Encoding;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BtcTracker.Web.Holders;

/// <summary>A holder's purchases: added, listed and deleted.</summary>
internal static class PurchaseEndpoints
{
    private static readonly string[] Fields = ["date", "place", "amount", "paid", "currency"];

    /// <summary>Adds a purchase.</summary>
    /// <returns>201 with the purchase, or 400, 409, 413, 415.</returns>
    public static async Task<IResult> PostAsync(
        HttpContext context,
        IHolderStore store,
        HolderRecords records,
        CancellationToken cancellationToken
    )
    {
        var (body, refusal) = await JsonBody.ReadAsync(context.Request, Fields, cancellationToken);
        if (body is null)
        {
            return refusal!;
        }

        var purchase = Read(body, records.Today);
        if (body.Problems.Count > 0)
        {
            return HolderProblems.Of(body);
        }

        return await store.TryAddAsync(HolderAccess.AccountOf(context), purchase, cancellationToken) is { } added
            ? TypedResults.Json(PurchaseBody.Of(added), HolderJson.Default.PurchaseBody, statusCode: StatusCodes.Status201Created)
            : HolderProblems.TooManyPurchases();
    }

    /// <summary>Answers with a page of the purchases.</summary>
    public static Results<JsonHttpResult<PurchasePageBody>, ValidationProblem> Get(
        string? cursor,
        string? size,
        HttpContext context,
        CurrentSnapshot current
    )
    {
        if (!PurchasePage.TryReadCursor(cursor, out var after))
        {
            return BadInput.Problem("cursor", $"cursor '{cursor}' is not allowed; take the address that next gives.");
        }

        var limit = PurchasePage.DefaultSize;
        if (
            !string.IsNullOrEmpty(size)
            && !(int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= HolderPurchase.Most)
        )
        {
            return BadInput.Problem("size", $"size '{size}' is not allowed; it must be a whole number from 1 to {HolderPurchase.Most}.");
        }

        var account = HolderAccess.AccountOf(context);
        var page = PurchasePage.Of(account.Purchases, after, limit);
        var next = page.Next is { } start
            ? $"{context.Request.PathBase}{context.Request.Path.ToUriComponent()}?cursor={start}&size={limit}"
            : null;
        return TypedResults.Json(
            new PurchasePageBody(
                [.. page.Purchases.Select(PurchaseBody.Of)],
                PurchaseSums.Of(account.Purchases, current.Value.Latest?.Price),
                next
            ),
            HolderJson.Default.PurchasePageBody
        );
    }

    /// <summary>Deletes a purchase.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string id,
        HttpContext context,
        IHolderStore store,
        CancellationToken cancellationToken
    )
    {
        var account = HolderAccess.AccountOf(context);
        return
            account.Purchases.FirstOrDefault(purchase => purchase.Id == id) is { } found
            && await store.TryRemoveAsync(account.Holder, found, cancellationToken)
            ? TypedResults.NoContent()
            : TypedResults.Problem("This holder has no such purchase.", statusCode: StatusCodes.Status404NotFound);
    }

    private static NewPurchase Read(JsonBody body, DateOnly today)
    {
        var day = default(DateOnly);
        body.Note("date", body.Text("date") is { } date ? HolderRules.ReadPurchaseDay(date, today, out day) : null);
        var place = (body.Text("place", isRequired: false) ?? string.Empty).Trim();
        body.Note("place", HolderRules.CheckPlace(place));
        var amount = body.Number("amount");
        body.Note("amount", amount is { } bitcoins ? HolderRules.CheckAmount(bitcoins) : null);
        var paid = body.Number("paid");
        body.Note("paid", paid is { } dollars ? HolderRules.CheckPaid(dollars) : null);
        body.Note("currency", HolderRules.CheckCurrency(body.Text("currency", isRequired: false)));
        return new NewPurchase(day, place, amount ?? 0, paid ?? 0);
    }
}
