using BtcTracker.Market;
using BtcTracker.Market.Storage.Holders;
using BtcTracker.Web.Api;
using Microsoft.Net.Http.Headers;

namespace BtcTracker.Web.Holders;

/// <summary>Requires the token of a holder's record. The response does not reveal whether the name is taken.</summary>
public sealed class HolderAccess(IHolderStore store, HolderLimits limits)
{
    private const string Scheme = "Bearer ";

    /// <summary>The name in a request's path.</summary>
    /// <returns>The problem, or null.</returns>
    public static IResult? ReadName(HttpContext context, out HolderName? name) =>
        HolderName.Read(context.Request.RouteValues["name"] as string, out name) is { } problem
            ? BadInput.Problem("name", problem.ToString())
            : null;

    /// <summary>The token in a request's header; null for none.</summary>
    public static string? TokenOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? header[Scheme.Length..].Trim()
            : null;

    /// <summary>Rejects a request without the right token; handlers get the account from <see cref="AccountOf"/>.</summary>
    public static async ValueTask<object?> RequireTokenAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        if (ReadName(context, out var name) is { } wrong)
        {
            return wrong;
        }

        var access = context.RequestServices.GetRequiredService<HolderAccess>();
        var (account, refusal) = await access.AuthenticateAsync(context, name!, TokenOf(context.Request), context.RequestAborted);
        context.Features.Set(account);
        try
        {
            return refusal ?? await next(invocation);
        }
        catch (HolderDeletedException)
        {
            return Unauthorized(context);
        }
    }

    /// <summary>The account that the request was authorized for.</summary>
    public static HolderAccount AccountOf(HttpContext context) => context.Features.Get<HolderAccount>()!;

    /// <summary>Finds the account of a name, if the token is right.</summary>
    /// <returns>The account, or why not: 401, or 429 after too many wrong tokens.</returns>
    public async Task<(HolderAccount? Account, IResult? Refusal)> AuthenticateAsync(
        HttpContext context,
        HolderName name,
        string? token,
        CancellationToken cancellationToken
    )
    {
        if (string.IsNullOrEmpty(token))
        {
            return (null, Unauthorized(context));
        }

        if (!limits.MayTry(context))
        {
            return (null, HolderProblems.TooMany(context, "This address has tried too many wrong tokens.", TimeSpan.FromMinutes(1)));
        }

        var account = await store.FindAsync(name, cancellationToken);
        if (HolderToken.Fits(token, account?.Holder.TokenHash))
        {
            return (account, null);
        }

        return (
            null,
            limits.Wrong(context)
                ? Unauthorized(context)
                : HolderProblems.TooMany(context, "Too many wrong tokens have been tried.", TimeSpan.FromMinutes(1))
        );
    }

    /// <summary>The response without the right token: 401.</summary>
    public static IResult Unauthorized(HttpContext context)
    {
        context.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        return TypedResults.Problem(
            "This name and this token do not belong together. Send the token that the first PUT answered: Authorization: Bearer TOKEN.",
            statusCode: StatusCodes.Status401Unauthorized
        );
    }
}
