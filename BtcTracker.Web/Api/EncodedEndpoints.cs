namespace BtcTracker.Web.Api;

/// <summary>
/// Endpoints whose bodies are already encoded. They run before the rest of the pipeline, which would only inspect them, and
/// without the delegate that ASP.NET Core makes around a handler: that takes longer than the answer.
/// </summary>
public static class EncodedEndpoints
{
    /// <summary>Marks an endpoint whose body is already encoded.</summary>
    /// <param name="endpoint">The endpoint; its handler describes it in the OpenAPI document.</param>
    /// <param name="answer">Returns the result that its handler would return.</param>
    public static TBuilder FromSnapshot<TBuilder>(this TBuilder endpoint, Func<HttpContext, IResult> answer)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new Mark(answer));

    /// <summary>Runs the marked endpoints at this point of the pipeline. Add it after routing.</summary>
    public static IApplicationBuilder UseEncodedEndpoints(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
                context.GetEndpoint()?.Metadata.GetMetadata<Mark>() is { } mark ? mark.Answer(context).ExecuteAsync(context) : next(context)
        );

    private sealed record Mark(Func<HttpContext, IResult> Answer);
}
