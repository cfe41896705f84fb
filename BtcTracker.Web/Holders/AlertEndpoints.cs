using BtcTracker.Market.Push;
using BtcTracker.Market.Storage.Holders;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BtcTracker.Web.Holders;

/// <summary>A holder's price alerts: added, listed and removed, and the browser that is notified of them.</summary>
internal static class AlertEndpoints
{
    private static readonly string[] Fields = ["side", "price", .. PushSubscriptions.Fields];

    /// <summary>Adds an alert.</summary>
    /// <returns>201 with the alert, or 400, 409, 413, 415.</returns>
    public static async Task<IResult> PostAsync(
        HttpContext context,
        HolderAlerts alerts,
        PushSubscriptions subscriptions,
        CancellationToken cancellationToken
    )
    {
        var (body, refusal) = await JsonBody.ReadAsync(context.Request, Fields, cancellationToken);
        if (body is null)
        {
            return refusal!;
        }

        var side = HolderRules.ReadSide(body.Text("side"));
        body.Note("side", side is null ? "side must be above or below." : null);
        var price = body.Number("price");
        body.Note("price", price is { } dollars ? HolderRules.CheckAlertPrice(dollars) : null);
        var push = body.Has("endpoint", "p256dh", "auth") ? await ReadPushAsync(body, subscriptions, cancellationToken) : null;
        if (body.Problems.Count > 0)
        {
            return HolderProblems.Of(body);
        }

        if (push is not null && subscriptions.Key is null)
        {
            return HolderProblems.NoPush();
        }

        return await alerts.AddAsync(HolderAccess.AccountOf(context).Holder, side!.Value, price!.Value, push, cancellationToken) switch
        {
            ({ } added, _) => TypedResults.Json(
                AlertBody.Of(added),
                HolderJson.Default.AlertBody,
                statusCode: StatusCodes.Status201Created
            ),
            (_, AlertRefusal.Known) => HolderProblems.KnownAlert(),
            _ => HolderProblems.TooManyAlerts(),
        };
    }

    /// <summary>Answers with all alerts of a holder.</summary>
    public static async Task<JsonHttpResult<AlertsBody>> GetAsync(
        HttpContext context,
        IHolderAlertStore store,
        PushSubscriptions subscriptions,
        CancellationToken cancellationToken
    )
    {
        var alerts = await store.FindAsync(HolderAccess.AccountOf(context).Holder, cancellationToken);
        return TypedResults.Json(new AlertsBody([.. alerts.Select(AlertBody.Of)], subscriptions.Key), HolderJson.Default.AlertsBody);
    }

    /// <summary>Removes an alert.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string id,
        HttpContext context,
        IHolderAlertStore store,
        CancellationToken cancellationToken
    )
    {
        var alerts = await store.FindAsync(HolderAccess.AccountOf(context).Holder, cancellationToken);
        return alerts.FirstOrDefault(alert => alert.Id == id) is { } found && await store.TryRemoveAsync(found, cancellationToken)
            ? TypedResults.NoContent()
            : TypedResults.Problem("This holder has no such alert.", statusCode: StatusCodes.Status404NotFound);
    }

    /// <summary>Sets the browser that is notified of all alerts of a holder.</summary>
    /// <returns>204, or 400, 409, 413, 415.</returns>
    public static async Task<IResult> PutPushAsync(
        HttpContext context,
        IHolderAlertStore store,
        PushSubscriptions subscriptions,
        CancellationToken cancellationToken
    )
    {
        var (body, refusal) = await JsonBody.ReadAsync(context.Request, PushSubscriptions.Fields, cancellationToken);
        if (body is null)
        {
            return refusal!;
        }

        var push = await ReadPushAsync(body, subscriptions, cancellationToken);
        if (body.Problems.Count > 0)
        {
            return HolderProblems.Of(body);
        }

        if (subscriptions.Key is null)
        {
            return HolderProblems.NoPush();
        }

        await store.SetPushAsync(HolderAccess.AccountOf(context).Holder, push, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Ends the notifications of the holder's alerts.</summary>
    public static async Task<NoContent> DeletePushAsync(HttpContext context, IHolderAlertStore store, CancellationToken cancellationToken)
    {
        await store.SetPushAsync(HolderAccess.AccountOf(context).Holder, push: null, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<PushSubscription?> ReadPushAsync(
        JsonBody body,
        PushSubscriptions subscriptions,
        CancellationToken cancellationToken
    )
    {
        var (push, problems) = await subscriptions.ReadAsync(
            body.Text("endpoint"),
            body.Text("p256dh"),
            body.Text("auth"),
            body.Text("language", isRequired: false),
            cancellationToken
        );
        foreach (var (field, message) in problems)
        {
            body.Note(field, message);
        }

        return push;
    }
}
