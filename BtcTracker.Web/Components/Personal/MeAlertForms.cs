using BtcTracker.Market.Storage.Holders;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.Holders;

namespace BtcTracker.Web.Components.Personal;

/// <summary>The forms that set and remove alerts, and what the script sends of the browser that is notified.</summary>
public sealed class MeAlertForms(MePages pages, HolderAlerts alerts, PushSubscriptions subscriptions, IHolderAlertStore store)
{
    private const string Part = "#alerts";

    /// <summary>Sets an alert.</summary>
    public async Task<IResult> AddAsync(HttpContext context)
    {
        var (account, _, page) = await pages.OpenAsync(context);
        if (account is null)
        {
            return page!;
        }

        var form = context.Request.Form;
        var side = HolderRules.ReadSide(form["side"]);
        var problem = WrittenAmount.Read(form["price"], out var price) ?? HolderRules.CheckAlertPrice(price);
        if (side is null || problem is not null)
        {
            return await RefuseAsync(context, account, problem ?? Texts.MeAlertSideMissing, StatusCodes.Status400BadRequest);
        }

        var (_, refusal) = await alerts.AddAsync(account.Holder, side.Value, price, push: null, context.RequestAborted);
        return refusal is null
            ? pages.Back(context, Part)
            : await RefuseAsync(
                context,
                account,
                refusal is AlertRefusal.Known ? Texts.MeAlertKnown : Texts.MeAlertsFull.With(HolderAlert.Most),
                StatusCodes.Status409Conflict
            );
    }

    /// <summary>Removes an alert; one that is gone already is what was wanted.</summary>
    public async Task<IResult> DeleteAsync(HttpContext context)
    {
        var (account, _, page) = await pages.OpenAsync(context);
        if (account is null)
        {
            return page!;
        }

        var known = await store.FindAsync(account.Holder, context.RequestAborted);
        if (known.FirstOrDefault(alert => alert.Id == context.Request.Form["id"]) is { } found)
        {
            await store.TryRemoveAsync(found, context.RequestAborted);
        }

        return pages.Back(context, Part);
    }

    /// <summary>Notifies the browser that sends this. A script calls it, which needs a status and no page.</summary>
    public async Task<IResult> SubscribeAsync(HttpContext context)
    {
        var (account, _, page) = await pages.OpenAsync(context);
        if (account is null)
        {
            return page!;
        }

        var form = context.Request.Form;
        var (push, problems) = await subscriptions.ReadAsync(
            form["endpoint"],
            form["p256dh"],
            form["auth"],
            Language.Current.Code,
            context.RequestAborted
        );
        if (push is null)
        {
            return TypedResults.ValidationProblem(problems.ToDictionary(problem => problem.Field, problem => new[] { problem.Message }));
        }

        if (subscriptions.Key is null)
        {
            return HolderProblems.NoPush();
        }

        await store.SetPushAsync(account.Holder, push, context.RequestAborted);
        return TypedResults.NoContent();
    }

    /// <summary>Ends the notifications.</summary>
    public async Task<IResult> UnsubscribeAsync(HttpContext context)
    {
        var (account, _, page) = await pages.OpenAsync(context);
        if (account is null)
        {
            return page!;
        }

        await store.SetPushAsync(account.Holder, push: null, context.RequestAborted);
        return pages.Back(context, Part);
    }

    private Task<IResult> RefuseAsync(HttpContext context, HolderAccount account, string problem, int status) =>
        pages.ShowAsync(context, pages.View(context, MeEndpoint.Alerts, problem) with { Account = account }, status);
}
