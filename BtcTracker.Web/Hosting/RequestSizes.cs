using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;

namespace BtcTracker.Web.Hosting;

/// <summary>Refuses addresses and headers that are longer than any valid request's, with a problem that says so.</summary>
public static class RequestSizes
{
    /// <summary>The longest path and query together, in characters.</summary>
    public const int LongestAddress = 4 * 1024;

    /// <summary>The longest values of all headers together, in characters.</summary>
    public const int LongestHeaders = 16 * 1024;

    /// <summary>
    /// Describes how an endpoint's requests may be refused before they reach it: for their address, their headers, or their number.
    /// </summary>
    public static TBuilder ProducesRefusals<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder
    {
        foreach (
            var status in new[]
            {
                StatusCodes.Status414UriTooLong,
                StatusCodes.Status429TooManyRequests,
                StatusCodes.Status431RequestHeaderFieldsTooLarge,
            }
        )
        {
            endpoints.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), ["application/problem+json"]));
        }

        return endpoints;
    }

    /// <summary>Refuses with 414 or 431.</summary>
    public static IApplicationBuilder UseRequestSizes(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                if (context.Request.Path.Value?.Length + context.Request.QueryString.Value?.Length > LongestAddress)
                {
                    return RefuseAsync(
                        context,
                        StatusCodes.Status414UriTooLong,
                        $"The address is too long; path and query may have {LongestAddress} characters."
                    );
                }

                return LengthOf(context.Request.Headers) > LongestHeaders
                    ? RefuseAsync(
                        context,
                        StatusCodes.Status431RequestHeaderFieldsTooLarge,
                        $"The headers are too long; their values may have {LongestHeaders} characters together."
                    )
                    : next(context);
            }
        );

    private static int LengthOf(IHeaderDictionary headers)
    {
        var length = 0;
        foreach (var (_, values) in headers)
        {
            length += values.Count == 1 ? values[0]?.Length ?? 0 : LengthOf(values);
        }

        return length;
    }

    private static int LengthOf(StringValues values) => values.Sum(value => value?.Length ?? 0);

    private static Task RefuseAsync(HttpContext context, int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status).ExecuteAsync(context);
}
