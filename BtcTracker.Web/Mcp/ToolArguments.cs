using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace BtcTracker.Web.Mcp;

/// <summary>
/// Checks a call's arguments before the library, which would throw and log for each invalid one, and would ignore a misspelt one, so
/// that other data would be returned than requested.
/// </summary>
internal static class ToolArguments
{
    /// <summary>Refuses unknown arguments and values that are not text; a number is accepted as written.</summary>
    public static McpRequestHandler<CallToolRequestParams, CallToolResult> Checked(
        McpRequestHandler<CallToolRequestParams, CallToolResult> next
    ) =>
        (context, cancellationToken) =>
        {
            if (context.MatchedPrimitive is McpServerTool tool && context.Params is { Arguments: { Count: > 0 } arguments } call)
            {
                if (ProblemOf(arguments, NamesOf(tool)) is { } problem)
                {
                    return ValueTask.FromResult(ToolAnswer.Refuse(problem));
                }

                call.Arguments = arguments
                    .Where(argument => argument.Value.ValueKind != JsonValueKind.Null)
                    .ToDictionary(argument => argument.Key, argument => AsText(argument.Value));
            }

            return next(context, cancellationToken);
        };

    private static string[] NamesOf(McpServerTool tool) =>
        tool.ProtocolTool.InputSchema.TryGetProperty("properties", out var properties)
            ? [.. properties.EnumerateObject().Select(property => property.Name)]
            : [];

    private static string? ProblemOf(IDictionary<string, JsonElement> arguments, string[] known) =>
        arguments.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown
            ? $"There is no argument '{unknown}' here; this tool takes {(known.Length == 0 ? "none" : string.Join(", ", known))}."
        : arguments
            .FirstOrDefault(argument =>
                argument.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Null)
            )
            .Key
            is { } wrong
            ? $"The argument '{wrong}' must be text."
        : null;

    private static JsonElement AsText(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number
            ? JsonSerializer.SerializeToElement(
                value.GetRawText(),
                (JsonTypeInfo<string>)ModelContextProtocol.McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(string))
            )
            : value;
}
