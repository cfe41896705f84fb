using System.Text.Json;
using System.Text.Json.Nodes;

namespace BtcTracker.Web.Mcp;

/// <summary>
/// Refuses bodies on which the library would fail: longer than any call needs, no JSON, or with arguments that are not an object.
/// </summary>
public static class McpRequests
{
    /// <summary>The longest body, in bytes.</summary>
    public const int LongestBody = 16 * 1024;

    private const int ParseError = -32700;
    private const int InvalidRequest = -32600;
    private const int InvalidParams = -32602;

    /// <summary>Marks the endpoint whose bodies are checked.</summary>
    public static TBuilder CheckingBodies<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new Mark());

    /// <summary>Checks the bodies of marked endpoints. Add it after routing and the limits.</summary>
    public static IApplicationBuilder UseMcpRequests(this IApplicationBuilder app) =>
        app.Use(
            (context, next) => context.GetEndpoint()?.Metadata.GetMetadata<Mark>() is not null ? CheckAsync(context, next) : next(context)
        );

    private static async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        if (await ReadAsync(context.Request, context.RequestAborted) is not { } body)
        {
            await RefuseAsync(
                context,
                StatusCodes.Status413PayloadTooLarge,
                InvalidRequest,
                $"The body is too long, or broken; it may have {LongestBody} bytes."
            );
        }
        else if (Parse(body) is not { } message)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, ParseError, "The body is not JSON.");
        }
        else if (HasWrongArguments(message))
        {
            await RefuseAsync(
                context,
                StatusCodes.Status400BadRequest,
                InvalidParams,
                "params must be an object, and its arguments too.",
                IdOf(message)
            );
        }
        else
        {
            context.Request.Body = new MemoryStream(body, writable: false);
            await next(context);
        }
    }

    /// <summary>The whole body; null if it is too long, or the client aborts.</summary>
    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > LongestBody)
        {
            return null;
        }

        try
        {
            var buffer = new byte[(request.ContentLength ?? LongestBody) + 1];
            var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return length > LongestBody ? null : buffer[..length];
        }
        catch (BadHttpRequestException)
        {
            return null;
        }
    }

    private static JsonElement? Parse(byte[] body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool HasWrongArguments(JsonElement message) =>
        message.ValueKind == JsonValueKind.Object
        && message.TryGetProperty("params", out var call)
        && (IsNoObject(call) || (call.TryGetProperty("arguments", out var arguments) && IsNoObject(arguments)));

    private static bool IsNoObject(JsonElement element) => element.ValueKind != JsonValueKind.Object;

    private static JsonValue? IdOf(JsonElement message) =>
        message.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? JsonValue.Create(id)
            : null;

    private static Task RefuseAsync(HttpContext context, int status, int code, string message, JsonNode? id = null)
    {
        context.Response.StatusCode = status;
        var error = new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = id,
            ["error"] = new JsonObject { ["code"] = code, ["message"] = message },
        };
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(error.ToJsonString(), context.RequestAborted);
    }

    private sealed record Mark;
}
