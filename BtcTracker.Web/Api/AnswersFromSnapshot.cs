namespace BtcTracker.Web.Api;

/// <summary>Marks endpoints whose bodies are ready: they are run before the rest of the pipeline, which would only look at them.</summary>
public static class AnswersFromSnapshot
{
    private static readonly Mark Marked = new();

    /// <summary>Marks an endpoint, or a group of them.</summary>
    public static TBuilder FromSnapshot<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(Marked);

    /// <summary>Runs the marked endpoints here. Stands after routing.</summary>
    public static IApplicationBuilder UseSnapshots(this IApplicationBuilder app) => app.Use((context, next) =>
        context.GetEndpoint() is { RequestDelegate: { } answer } endpoint && endpoint.Metadata.GetMetadata<Mark>() is not null
            ? answer(context)
            : next(context));

    private sealed class Mark;
}
