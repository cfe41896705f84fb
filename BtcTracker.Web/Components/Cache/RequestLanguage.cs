using BtcTracker.Web.Formatting;
using BtcTracker.Web.Views;

namespace BtcTracker.Web.Components.Cache;

/// <summary>
/// Sets the language of each requested page. The API and the files are in English and need none.
/// </summary>
public static class RequestLanguage
{
    private static readonly Marker Mark = new();

    /// <summary>Marks an endpoint as a page, which is in the reader's language and not in the API's description.</summary>
    public static TBuilder WithLanguages<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.ExcludeFromDescription().WithMetadata(Mark);

    /// <summary>Sets the language for a page. It runs after the middleware that sends a failed request to the error page.</summary>
    public static IApplicationBuilder UseLanguage(this IApplicationBuilder app) =>
        app.Use(
            (context, next) => context.GetEndpoint()?.Metadata.GetMetadata<Marker>() is null ? next(context) : SpeakAsync(context, next)
        );

    /// <summary>The language of a page's request.</summary>
    public static PageLanguage Of(HttpContext context) => context.Features.Get<PageLanguage>() ?? PageLanguage.Of(context.Request);

    /// <summary>
    /// Restores the language that a form was written in, whatever was chosen since: an amount in it depends on it.
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

    /// <summary>Sets it for this request only: a value that an asynchronous method sets ends with it.</summary>
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
