namespace BtcTracker.Web.Api;

/// <summary>
/// Endpoints whose bodies are ready. They are run before the rest of the pipeline, which would only look at them, and
/// without the delegate that ASP.NET Core makes around a handler: that takes longer than the answer.
/// </summary>
public static class AnswersFromSnapshot
{
    /// <summary>Marks an endpoint.</summary>
    /// <param name="endpoint">The endpoint; its handler describes it in the OpenAPI document.</param>
    /// <param name="answer">Gives what its handler would.</param>
    public static TBuilder FromSnapshot<TBuilder>(this TBuilder endpoint, Func<HttpContext, IResult> answer)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new Mark(answer));

    /// <summary>Runs the marked endpoints here. Stands after routing.</summary>
    public static IApplicationBuilder UseSnapshots(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
                context.GetEndpoint()?.Metadata.GetMetadata<Mark>() is { } mark ? mark.Answer(context).ExecuteAsync(context) : next(context)
        );

    private sealed record Mark(Func<HttpContext, IResult> Answer);
}
