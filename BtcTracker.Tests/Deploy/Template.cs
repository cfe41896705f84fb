using System.Text.Json.Nodes;

namespace BtcTracker.Tests.Deploy;

/// <summary>A CloudFormation template, read as a file.</summary>
internal sealed class Template(string path)
{
    private readonly JsonNode _json = JsonNode.Parse(File.ReadAllText(path))!;

    public string Path => path;

    public string Text => File.ReadAllText(path);

    public JsonObject Parameters => _json[nameof(Parameters)]?.AsObject() ?? [];

    public IEnumerable<string> Sections => _json.AsObject().Select(section => section.Key);

    public JsonNode Properties(string logicalId) => _json["Resources"]![logicalId]!["Properties"]!;

    /// <summary>The resources of a type by their logical ids.</summary>
    public IReadOnlyDictionary<string, JsonNode> OfType(string type) =>
        _json["Resources"]!
            .AsObject()
            .Where(resource => (string?)resource.Value!["Type"] == type)
            .ToDictionary(resource => resource.Key, resource => resource.Value!);

    /// <summary>The properties of each resource of a type.</summary>
    public IReadOnlyList<JsonNode> All(string type) => [.. OfType(type).Values.Select(resource => resource["Properties"]!)];

    /// <summary>The properties of the only resource of a type.</summary>
    public JsonNode Only(string type) => Assert.Single(All(type));

    /// <summary>The stack's outputs, including its exports.</summary>
    public IEnumerable<string> Outputs => _json[nameof(Outputs)]!.AsObject().Select(output => output.Key);

    /// <summary>What other stacks may import.</summary>
    public IEnumerable<string> Exports =>
        _json[nameof(Outputs)]!
            .AsObject()
            .Where(output => output.Value!["Export"] is not null)
            .Select(output => output.Key)
            .Order(StringComparer.Ordinal);

    /// <summary>What an output says.</summary>
    public string Output(string name) => Flat(_json[nameof(Outputs)]![name]!["Value"]);

    /// <summary>
    /// A value with its intrinsic functions written out: <c>arn:${AWS::Partition}:iam::…</c>. What another stack exports, or a resource
    /// of this one gives, is its logical id.
    /// </summary>
    public static string Flat(JsonNode? value) =>
        value switch
        {
            null => "",
            JsonArray list => string.Join(',', list.Select(Flat)),
            JsonObject { Count: 1 } call when call.First() is { Key: var function, Value: var argument } => function switch
            {
                "Ref" => $"${{{argument}}}",
                "Fn::GetAtt" => $"${{{argument![0]}.{argument[1]}}}",
                "Fn::ImportValue" => $"${{{((string)argument!).Split(':')[1]}}}",
                "Fn::Join" => string.Join((string)argument![0]!, argument[1]!.AsArray().Select(Flat)),
                _ => value.ToJsonString(),
            },
            JsonValue text => text.ToString(),
            _ => value.ToJsonString(),
        };
}
