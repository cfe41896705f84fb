using System.Globalization;
using BtcTracker.Market.Storage.Holders;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BtcTracker.Web.Holders;

/// <summary>The problems of a request for a holder's record.</summary>
internal static class HolderProblems
{
    /// <summary>Too many of something: 429.</summary>
    public static ProblemHttpResult TooMany(HttpContext context, string reason, TimeSpan wait)
    {
        var seconds = wait.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture);
        context.Response.Headers.RetryAfter = seconds;
        return TypedResults.Problem(
            $"{reason} Come again in {seconds} s.",
            statusCode: StatusCodes.Status429TooManyRequests,
            title: "Too many requests"
        );
    }

    /// <summary>The record has changed since the caller read it: 412 with its current version.</summary>
    public static ProblemHttpResult Changed(HttpContext context, HolderRecord now)
    {
        SetVersion(context, now);
        return TypedResults.Problem(
            "The record has changed since it was read. Read it again, or send If-Match with its version now.",
            statusCode: StatusCodes.Status412PreconditionFailed,
            title: "The record has changed",
            extensions: new Dictionary<string, object?> { ["version"] = now.Version, ["firstBought"] = now.FirstBought }
        );
    }

    /// <summary>The problem of each field of a body: 400.</summary>
    public static ValidationProblem Of(JsonBody body) =>
        TypedResults.ValidationProblem(body.Problems, detail: body.Problems.Values.First()[0]);

    /// <summary>A holder has as many purchases as there may be: 409.</summary>
    public static ProblemHttpResult TooManyPurchases() =>
        TypedResults.Problem(
            $"A holder has at most {HolderPurchase.Most} purchases. Delete some first.",
            statusCode: StatusCodes.Status409Conflict,
            title: "Too many purchases"
        );

    /// <summary>A holder has as many alerts as there may be: 409.</summary>
    public static ProblemHttpResult TooManyAlerts() =>
        TypedResults.Problem(
            $"A holder has at most {HolderAlert.Most} alerts. Remove some first.",
            statusCode: StatusCodes.Status409Conflict,
            title: "Too many alerts"
        );

    /// <summary>A holder has this alert: 409.</summary>
    public static ProblemHttpResult KnownAlert() =>
        TypedResults.Problem(
            "This holder has an alert on this side of this line.",
            statusCode: StatusCodes.Status409Conflict,
            title: "The alert is there already"
        );

    /// <summary>This site has no key for web push: 409.</summary>
    public static ProblemHttpResult NoPush() =>
        TypedResults.Problem(
            "This site sends no notifications, so it takes no subscription.",
            statusCode: StatusCodes.Status409Conflict,
            title: "No notifications here"
        );

    /// <summary>Sets the header with a record's version.</summary>
    public static void SetVersion(HttpContext context, HolderRecord holder) => context.Response.Headers.ETag = TagOf(holder);

    /// <summary>Whether a request's <c>If-Match</c> allows a change of a record; without one it does.</summary>
    public static bool Matches(HttpRequest request, HolderRecord holder)
    {
        var wanted = request.GetTypedHeaders().IfMatch;
        return request.Headers.IfMatch.Count == 0 || wanted.Any(tag => tag.Tag == "*" || (!tag.IsWeak && tag.Tag == TagOf(holder)));
    }

    private static string TagOf(HolderRecord holder) => string.Create(CultureInfo.InvariantCulture, $"\"{holder.Version}\"");
}
