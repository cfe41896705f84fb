using System.Text.Json.Nodes;
using BtcTracker.Deploy.Data;

namespace BtcTracker.Tests.Deploy;

/// <summary>The files with which a deleted data stack is made again around the resources that it left.</summary>
[Trait("Level", "Deploy")]
[Collection(StacksOnce.Name)]
public sealed class DataImportTests(SynthesizedStacks stacks)
{
    public static TheoryData<string> Deployments =>
        [SynthesizedStacks.Plain, SynthesizedStacks.Private, SynthesizedStacks.Function, SynthesizedStacks.Keyless];

    [Theory]
    [MemberData(nameof(Deployments))]
    public void Every_kept_resource_has_an_entry_with_its_own_identifier_and_no_other_has(string deployment)
    {
        var kept = Resources(stacks[deployment, "data"].Path)
            .Where(resource => (string?)resource.Value!["DeletionPolicy"] == "Retain")
            .Select(resource => (resource.Key, (string)resource.Value!["Type"]!, Identifier(resource.Value!)));

        var entries = JsonNode.Parse(File.ReadAllText(DataImport.ResourcesIn(stacks.FolderOf(deployment), "btctracker")))!.AsArray();

        Assert.Equal(
            kept,
            entries.Select(entry =>
                ((string)entry!["LogicalResourceId"]!, (string)entry["ResourceType"]!, entry["ResourceIdentifier"]!.ToJsonString())
            )
        );
    }

    [Theory]
    [MemberData(nameof(Deployments))]
    public void The_imports_template_has_the_kept_resources_unchanged_and_no_outputs(string deployment)
    {
        var path = DataImport.TemplateIn(stacks.FolderOf(deployment), "btctracker");
        var all = Resources(stacks[deployment, "data"].Path);

        var imported = Resources(path);

        Assert.DoesNotContain("Outputs", new Template(path).Sections);
        Assert.NotEmpty(imported);
        Assert.All(imported, resource => Assert.True(JsonNode.DeepEquals(all[resource.Key], resource.Value), resource.Key));
        Assert.All(imported, resource => Assert.Equal("Retain", (string?)resource.Value!["DeletionPolicy"]));
    }

    [Theory]
    [MemberData(nameof(Deployments))]
    public void The_imports_template_refers_to_nothing_outside(string deployment)
    {
        var path = DataImport.TemplateIn(stacks.FolderOf(deployment), "btctracker");
        var resources = Resources(path);

        var references = Objects(JsonNode.Parse(File.ReadAllText(path))!)
            .Select(one => (string?)one["Ref"] ?? (string?)one["Fn::GetAtt"]?[0])
            .OfType<string>();

        Assert.All(
            references,
            name => Assert.True(name.StartsWith("AWS::", StringComparison.Ordinal) || resources.ContainsKey(name), name)
        );
    }

    private static JsonObject Resources(string path) => JsonNode.Parse(File.ReadAllText(path))!["Resources"]!.AsObject();

    // The primary identifiers of CloudFormation's registry.
    private static string Identifier(JsonNode resource) =>
        (string?)resource["Type"] switch
        {
            "AWS::DynamoDB::Table" => $$"""{"TableName":"{{resource["Properties"]!["TableName"]}}"}""",
            "AWS::ECR::Repository" => $$"""{"RepositoryName":"{{resource["Properties"]!["RepositoryName"]}}"}""",
            "AWS::SecretsManager::Secret" => $$"""{"Id":"ARN of {{resource["Properties"]!["Name"]}}"}""",
            var type => throw new InvalidOperationException($"{type} is kept, and its identifier is not known to this test."),
        };

    private static IEnumerable<JsonObject> Objects(JsonNode node) =>
        node switch
        {
            JsonObject one => one.Select(member => member.Value).OfType<JsonNode>().SelectMany(Objects).Prepend(one),
            JsonArray list => list.OfType<JsonNode>().SelectMany(Objects),
            _ => [],
        };
}
