using BtcTracker.Market;
using BtcTracker.Market.Storage.Holders;
using BtcTracker.Web.Encoding;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace BtcTracker.Web.Holders;

/// <summary>A holder's record: made, changed, read and deleted.</summary>
internal static class HolderEndpoints
{
    private static readonly TimeSpan CreationWait = TimeSpan.FromHours(1);

    /// <summary>Creates a record if the request has no token, else changes one.</summary>
    /// <returns>201 with the token, 204, or 400, 401, 412, 413, 415, 429.</returns>
    public static async Task<IResult> PutAsync(
        HttpContext context,
        HolderAccess access,
        HolderRecords records,
        HolderLimits limits,
        CancellationToken cancellationToken
    )
    {
        if (HolderAccess.ReadName(context, out var name) is { } wrongName)
        {
            return wrongName;
        }

        var (body, refusal) = await JsonBody.ReadAsync(context.Request, ["firstBought"], cancellationToken);
        if (body is null)
        {
            return refusal!;
        }

        var day = default(DateOnly);
        body.Note("firstBought", body.Text("firstBought") is { } text ? HolderRules.ReadFirstBought(text, records.Today, out day) : null);
        if (body.Problems.Count > 0)
        {
            return HolderProblems.Of(body);
        }

        return context.Request.Headers.Authorization.Count == 0
            ? await CreateAsync(context, name!, day, records, limits, cancellationToken)
            : await ReplaceAsync(context, name!, day, access, records, cancellationToken);
    }

    /// <summary>Answers with a record and what it means today.</summary>
    public static JsonHttpResult<HolderBody> Get(HttpContext context, CurrentSnapshot current, HolderRecords records)
    {
        var (account, language) = (HolderAccess.AccountOf(context), Greeting.LanguageOf(context.Request));
        HolderProblems.SetVersion(context, account.Holder);
        context.Response.Headers.ContentLanguage = language;
        context.Response.Headers.Vary = HeaderNames.AcceptLanguage;
        return TypedResults.Json(HolderBody.Of(account, current.Value, records.Today, language), HolderJson.Default.HolderBody);
    }

    /// <summary>Deletes a record with all its purchases and alerts.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        HttpContext context,
        IHolderStore store,
        CancellationToken cancellationToken
    )
    {
        var holder = HolderAccess.AccountOf(context).Holder;
        if (!HolderProblems.Matches(context.Request, holder))
        {
            return HolderProblems.Changed(context, holder);
        }

        await store.DeleteAsync(holder, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> CreateAsync(
        HttpContext context,
        HolderName name,
        DateOnly day,
        HolderRecords records,
        HolderLimits limits,
        CancellationToken cancellationToken
    )
    {
        // A caller that expects a record means to change one, and needs its token.
        if (context.Request.Headers.IfMatch.Count > 0)
        {
            return HolderAccess.Unauthorized(context);
        }

        if (!limits.MayCreate(context))
        {
            return HolderProblems.TooMany(context, "Too many names have been asked for.", CreationWait);
        }

        if (await records.TryCreateAsync(name, day, cancellationToken) is not var (holder, token))
        {
            return HolderAccess.Unauthorized(context);
        }

        HolderProblems.SetVersion(context, holder);
        context.Response.Headers.Location = $"{context.Request.PathBase}/api/v1/holders/{Uri.EscapeDataString(name.Text)}";
        return TypedResults.Json(
            new CreatedHolder(name.Text, holder.FirstBought, holder.Version, token),
            HolderJson.Default.CreatedHolder,
            statusCode: StatusCodes.Status201Created
        );
    }

    private static async Task<IResult> ReplaceAsync(
        HttpContext context,
        HolderName name,
        DateOnly day,
        HolderAccess access,
        HolderRecords records,
        CancellationToken cancellationToken
    )
    {
        var (account, refusal) = await access.AuthenticateAsync(context, name, HolderAccess.TokenOf(context.Request), cancellationToken);
        if (account is null)
        {
            return refusal!;
        }

        if (
            await records.ReplaceAsync(account.Holder, name, day, now => HolderProblems.Matches(context.Request, now), cancellationToken)
            is not var (holder, isReplaced)
        )
        {
            return HolderAccess.Unauthorized(context);
        }

        HolderProblems.SetVersion(context, holder);
        return isReplaced ? TypedResults.NoContent() : HolderProblems.Changed(context, holder);
    }
}
