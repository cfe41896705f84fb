using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace BtcTracker.Web.Encoding;

/// <summary>Answers in a media type that the caller accepts, or lists the available ones.</summary>
public static class Negotiation
{
    private static readonly Offers JsonOnly = new(Offers.Json);

    /// <summary>Declares the media types of an endpoint, or of a group.</summary>
    public static TBuilder Offering<TBuilder>(this TBuilder endpoint, params string[] mediaTypes)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new Offers(mediaTypes));

    /// <summary>Answers 406 to callers that accept no media type of an endpoint. Add it after routing.</summary>
    public static IApplicationBuilder UseNegotiation(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
                context.GetEndpoint()?.Metadata.GetMetadata<Offers>() is { } offers && offers.Choose(context.Request.Headers.Accept) is null
                    ? RefuseAsync(context, offers)
                    : next(context)
        );

    /// <summary>The media type to answer in.</summary>
    public static string MediaTypeOf(HttpContext context) => OffersOf(context).Choose(context.Request.Headers.Accept) ?? Offers.Json;

    /// <summary>The headers of the request that its answer depends on.</summary>
    public static StringValues VaryOf(HttpContext context) => OffersOf(context).Vary;

    private static Offers OffersOf(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<Offers>() ?? JsonOnly;

    private static Task RefuseAsync(HttpContext context, Offers offers)
    {
        context.Response.Headers.Vary = HeaderNames.Accept;
        var problem = TypedResults.Problem(
            $"Accept '{context.Request.Headers.Accept}' names nothing that is offered here; it must allow one of {offers.Names}.",
            statusCode: StatusCodes.Status406NotAcceptable,
            title: "Not acceptable"
        );
        return problem.ExecuteAsync(context);
    }
}
