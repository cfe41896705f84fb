using System.Text.Json.Nodes;
using BtcTracker.Web.Formatting;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace BtcTracker.Web.Api;

/// <summary>The API's routes as the OpenAPI document describes them, for the page that shows them to people.</summary>
public sealed class ApiRoutes([FromKeyedServices(ApiRoutes.Document)] IOpenApiDocumentProvider documents)
{
    /// <summary>The document's name.</summary>
    public const string Document = "v1";

    private IReadOnlyList<DescribedRoute>? _routes;

    /// <summary>Reads the routes, in the document's order. They change with a build only, so they are read once.</summary>
    public async Task<IReadOnlyList<DescribedRoute>> ReadAsync(CancellationToken cancellationToken = default) =>
        Volatile.Read(ref _routes) ?? (_routes = RoutesOf(await documents.GetOpenApiDocumentAsync(cancellationToken)));

    private static DescribedRoute[] RoutesOf(OpenApiDocument document) =>
        [
            .. from path in document.Paths
            from operation in path.Value.Operations!
            where operation.Key != HttpMethod.Head
            select RouteOf(operation.Key, path.Key, operation.Value),
        ];

    private static DescribedRoute RouteOf(HttpMethod method, string path, OpenApiOperation operation) =>
        new(
            method.Method,
            path,
            operation.Summary?.TrimEnd('.'),
            operation.Description,
            [.. (operation.Parameters ?? []).Select(ParameterOf)],
            operation.Security is { Count: > 0 }
        );

    private static DescribedParameter ParameterOf(IOpenApiParameter parameter) =>
        new(parameter.Name!, parameter.Description, () => ValuesOf(parameter.Schema));

    private static string? ValuesOf(IOpenApiSchema? schema) =>
        schema switch
        {
            { Enum: { Count: > 0 } known } => Texts.OneOf.With(string.Join(", ", known.Select(TextOf))),
            { Minimum: { } least, Maximum: { } most } => Texts.FromTo.With(least, most, TextOf(schema.Default)),
            _ => null,
        };

    private static string? TextOf(JsonNode? value) => value?.ToString();
}

/// <summary>A route of the API.</summary>
/// <param name="Method">Its method, in upper case.</param>
/// <param name="Path">Its path, with its parameters in braces.</param>
/// <param name="Summary">What it returns, without a full stop.</param>
/// <param name="Description">Further explanation; null for none.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="IsPersonal">Whether it belongs to a person's record and requires a token.</param>
public sealed record DescribedRoute(
    string Method,
    string Path,
    string? Summary,
    string? Description,
    IReadOnlyList<DescribedParameter> Parameters,
    bool IsPersonal
);

/// <summary>A parameter of a route.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it means.</param>
/// <param name="ValuesInWords">Gives the possible values.</param>
public sealed record DescribedParameter(string Name, string? Description, Func<string?> ValuesInWords)
{
    /// <summary>The possible values; null where the description lists them.</summary>
    public string? Values => ValuesInWords();
}
