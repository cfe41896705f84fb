using System.Text.Json;
using System.Text.Json.Nodes;

namespace BtcTracker.Deploy.Data;

/// <summary>
/// Two files that take the kept resources into a new data stack after the old stack was deleted: the import's template, and its
/// list of resources. The template is the data stack's without outputs, which an import cannot add.
/// </summary>
internal static class DataImport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    // The primary identifiers of the types in CloudFormation's registry, which are also properties here.
    private static readonly Dictionary<string, string> Identifiers = new(StringComparer.Ordinal)
    {
        ["AWS::DynamoDB::Table"] = "TableName",
        ["AWS::ECR::Repository"] = "RepositoryName",
    };

    /// <summary>Writes both files beside the data stack's template.</summary>
    /// <exception cref="DeployException">A kept resource has a type whose identifier is not known here.</exception>
    public static void Write(string folder, string deployment)
    {
        var stack = StackNames.Data(deployment);
        var template = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, $"{stack}.template.json")))!.AsObject();
        template.Remove("Outputs");
        var resources = template["Resources"]!.AsObject();
        foreach (var lost in resources.Where(resource => !IsKept(resource.Value!)).Select(resource => resource.Key).ToList())
        {
            resources.Remove(lost);
        }

        File.WriteAllText(TemplateIn(folder, deployment), template.ToJsonString(Indented));
        var entries = new JsonArray([.. resources.Select(resource => Entry(resource.Key, resource.Value!))]);
        File.WriteAllText(ResourcesIn(folder, deployment), entries.ToJsonString(Indented));
    }

    /// <summary>The import's template; its name does not end like a stack's, so that nobody deploys it as one.</summary>
    public static string TemplateIn(string folder, string deployment) => Path.Combine(folder, $"{StackNames.Data(deployment)}.import.json");

    /// <summary>The value of <c>--resources-to-import</c>.</summary>
    public static string ResourcesIn(string folder, string deployment) =>
        Path.Combine(folder, $"{StackNames.Data(deployment)}.resources-to-import.json");

    private static bool IsKept(JsonNode resource) => (string?)resource["DeletionPolicy"] == "Retain";

    private static JsonObject Entry(string logicalId, JsonNode resource)
    {
        var type = (string)resource["Type"]!;
        return new JsonObject
        {
            ["ResourceType"] = type,
            ["LogicalResourceId"] = logicalId,
            ["ResourceIdentifier"] = Identifier(type, resource["Properties"]!),
        };
    }

    private static JsonObject Identifier(string type, JsonNode properties)
    {
        // A secret's ARN ends in six characters that are chosen when it is made: the operator fills it in.
        if (type == "AWS::SecretsManager::Secret")
        {
            return new JsonObject { ["Id"] = $"ARN of {(string)properties["Name"]!}" };
        }

        return Identifiers.TryGetValue(type, out var property)
            ? new JsonObject { [property] = (string)properties[property]! }
            : throw new DeployException(
                $"{type} is kept when its stack is deleted, but has no identifier for an import: add it to DataImport."
            );
    }
}
