using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol.Protocol;

namespace BtcTracker.Web.Mcp;

/// <summary>
/// A tool's result: an object, and the same as text for clients that need it; or a sentence with the problem.
/// </summary>
internal static class ToolAnswer
{
    /// <summary>The message before the first quote.</summary>
    public const string NoPrice = "There is no price yet; the first reading is still to come. Ask again in a moment.";

    /// <summary>An answer.</summary>
    public static CallToolResult Of<T>(T body, JsonTypeInfo<T> typeInfo)
    {
        var json = JsonSerializer.SerializeToElement(body, typeInfo);
        return new CallToolResult { StructuredContent = json, Content = [new TextContentBlock { Text = json.GetRawText() }] };
    }

    /// <summary>A refusal, which a model can read and act on.</summary>
    public static CallToolResult Refuse(string message) => new() { IsError = true, Content = [new TextContentBlock { Text = message }] };
}
