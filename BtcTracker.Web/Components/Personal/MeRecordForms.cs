using BtcTracker.Market;
using BtcTracker.Market.Storage.Holders;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.Holders;

namespace BtcTracker.Web.Components.Personal;

/// <summary>The forms that make, open, change and delete a record.</summary>
public sealed class MeRecordForms(
    MePages pages,
    HolderAccess access,
    HolderRecords records,
    HolderLimits limits,
    IHolderStore store,
    MeCookie cookie
)
{
    /// <summary>Makes a record, and shows its token this once.</summary>
    public async Task<IResult> CreateAsync(HttpContext context)
    {
        var form = context.Request.Form;
        string?[] problems =
        [
            HolderName.Read(form["name"].ToString().Trim(), out var name) is { } wrongName ? ReasonTexts.Of(wrongName) : null,
            HolderRules.ReadFirstBought(form["firstBought"], records.Today, out var day),
        ];
        if (problems.OfType<string>().ToList() is { Count: > 0 } wrong)
        {
            return await pages.ShowAsync(context, pages.View(context, MeEndpoint.Create, wrong), StatusCodes.Status400BadRequest);
        }

        if (!limits.MayCreate(context))
        {
            return await pages.ShowAsync(
                context,
                pages.View(context, MeEndpoint.Create, Texts.MeTooManyNames),
                StatusCodes.Status429TooManyRequests
            );
        }

        if (await records.TryCreateAsync(name!, day, context.RequestAborted) is not var (holder, token))
        {
            return await pages.ShowAsync(
                context,
                pages.View(context, MeEndpoint.Create, Texts.MeNameTaken.With(name)),
                StatusCodes.Status401Unauthorized
            );
        }

        cookie.Set(context, holder.Name, token);
        return await pages.ShowAsync(
            context,
            pages.View(context) with
            {
                Account = new HolderAccount(holder, []),
                NewToken = token,
            },
            StatusCodes.Status201Created
        );
    }

    /// <summary>Opens a record in this browser.</summary>
    public async Task<IResult> OpenAsync(HttpContext context)
    {
        var form = context.Request.Form;
        if (HolderName.Read(form["name"].ToString().Trim(), out var name) is { } wrong)
        {
            return await pages.ShowAsync(
                context,
                pages.View(context, MeEndpoint.Open, ReasonTexts.Of(wrong)),
                StatusCodes.Status400BadRequest
            );
        }

        var token = form["token"].ToString().Trim();
        var (account, refusal) = await access.AuthenticateAsync(context, name!, token, context.RequestAborted);
        if (account is null)
        {
            var status = MePages.StatusOf(refusal);
            return await pages.ShowAsync(context, pages.View(context, MeEndpoint.Open, MePages.Explain(status)), status);
        }

        cookie.Set(context, account.Holder.Name, token);
        return pages.Back(context);
    }

    /// <summary>Changes the day of the first purchase, unless another tab has changed it since this page was drawn.</summary>
    public async Task<IResult> ChangeAsync(HttpContext context)
    {
        var (account, _, page) = await pages.OpenAsync(context);
        if (account is null)
        {
            return page!;
        }

        var form = context.Request.Form;
        if (HolderRules.ReadFirstBought(form["firstBought"], records.Today, out var day) is { } wrong)
        {
            return await pages.ShowAsync(
                context,
                pages.View(context, MeEndpoint.Change, wrong) with
                {
                    Account = account,
                },
                StatusCodes.Status400BadRequest
            );
        }

        var changed = await records.ReplaceAsync(
            account.Holder,
            account.Holder.Name,
            day,
            now => now.Version.ToString(System.Globalization.CultureInfo.InvariantCulture) == form["version"],
            context.RequestAborted
        );
        return changed is var (holder, isReplaced) && !isReplaced
            ? await pages.ShowAsync(
                context,
                pages.View(context, MeEndpoint.Change, Texts.MeChanged.With(HolderRules.Text(holder.FirstBought))) with
                {
                    Account = account with { Holder = holder },
                },
                StatusCodes.Status412PreconditionFailed
            )
            : pages.Back(context);
    }

    /// <summary>Deletes the record with all purchases.</summary>
    public async Task<IResult> DeleteAsync(HttpContext context)
    {
        var (account, _, page) = await pages.OpenAsync(context);
        if (account is null)
        {
            return page!;
        }

        if (context.Request.Form["sure"] != "yes")
        {
            return await pages.ShowAsync(
                context,
                pages.View(context, MeEndpoint.Delete, Texts.MeTick) with
                {
                    Account = account,
                },
                StatusCodes.Status400BadRequest
            );
        }

        await store.DeleteAsync(account.Holder, context.RequestAborted);
        cookie.Clear(context);
        return pages.Back(context);
    }

    /// <summary>Closes the record in this browser.</summary>
    public IResult Leave(HttpContext context)
    {
        cookie.Clear(context);
        return pages.Back(context);
    }
}
