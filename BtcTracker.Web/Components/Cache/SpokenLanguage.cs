using BtcTracker.Web.Formatting;
using BtcTracker.Web.Views;

namespace BtcTracker.Web.Components.Cache;

/// <summary>
/// Chooses the language of each page that is asked for. The API and the files speak English, and nothing is done for them.
/// </summary>
public static class SpokenLanguage
{
    private static readonly Marker Mark = new();

    /// <summary>Says that an endpoint is a page, which speaks the reader's language and is no part of the API's description.</summary>
    public static TBuilder SpeakingLanguages<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.ExcludeFromDescription().WithMetadata(Mark);

    /// <summary>Sets the language for a page. It runs after the middleware that sends a failed request to the error page.</summary>
    public static IApplicationBuilder UseLanguage(this IApplicationBuilder app) =>
        app.Use(
            (context, next) => context.GetEndpoint()?.Metadata.GetMetadata<Marker>() is null ? next(context) : SpeakAsync(context, next)
        );

    /// <summary>The language of a page's request.</summary>
    public static PageLanguage Of(HttpContext context) => context.Features.Get<PageLanguage>() ?? PageLanguage.Of(context.Request);

    /// <summary>
    /// Goes on in the language that a form was written in, whatever was chosen since: it decides what an amount in it means.
    /// </summary>
    public static void Speak(HttpContext context, Language? language)
    {
        if (language is not null)
        {
            context.Features.Set(Of(context) with { Language = language });
            context.Response.Headers.ContentLanguage = language.Code;
            language.Speak();
        }
    }

    /// <summary>It is spoken in this request alone: what an asynchronous method sets ends with it.</summary>
    private static async Task SpeakAsync(HttpContext context, RequestDelegate next)
    {
        var language = PageLanguage.Of(context.Request);
        context.Features.Set(language);
        language.Language.Speak();
        context.Response.Headers.ContentLanguage = language.Language.Code;
        if (!language.IsInAddress)
        {
            context.Response.Headers.Vary = PageLanguage.Vary;
        }

        await next(context);
    }

    private sealed class Marker;
}
