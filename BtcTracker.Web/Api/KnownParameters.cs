namespace BtcTracker.Web.Api;

/// <summary>
/// Refuses parameters that an endpoint does not know: a misspelt one would be ignored, and other data returned than was asked for.
/// </summary>
public static class KnownParameters
{
    /// <summary>Declares every query parameter of an endpoint.</summary>
    public static RouteHandlerBuilder Taking(this RouteHandlerBuilder endpoint, params string[] names) =>
        endpoint.WithMetadata(new Names(names)).ProducesValidationProblem();

    /// <summary>Answers 400 to any other parameter. Add it after routing.</summary>
    public static IApplicationBuilder UseKnownParameters(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
                context.Request.QueryString.HasValue
                && context.GetEndpoint()?.Metadata.GetMetadata<Names>() is { } known
                && context.Request.Query.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown
                    ? BadInput.Problem(unknown, known.Refusal(unknown)).ExecuteAsync(context)
                    : next(context)
        );

    private sealed record Names(IReadOnlyList<string> Known)
    {
        public bool Contains(string name) => Known.Contains(name, StringComparer.OrdinalIgnoreCase);

        public string Refusal(string name) =>
            Known.Count == 0
                ? $"There is no parameter '{name}' here; this address takes none."
                : $"There is no parameter '{name}' here; this address takes {string.Join(", ", Known)}.";
    }
}
