using System.Text.Json.Nodes;

namespace BtcTracker.Tests.Deploy;

[Trait("Level", "Deploy")]
[Collection(StacksOnce.Name)]
public sealed class DataStackTests(SynthesizedStacks stacks)
{
    private Template Data => stacks[SynthesizedStacks.Plain, "data"];

    [Fact]
    public void The_table_is_kept_recoverable_encrypted_and_protected()
    {
        var (_, resource) = Assert.Single(Data.OfType("AWS::DynamoDB::Table"));
        var table = resource["Properties"]!;
        Assert.Equal("Retain", (string?)resource["DeletionPolicy"]);
        Assert.Equal("Retain", (string?)resource["UpdateReplacePolicy"]);
        Assert.True((bool)table["DeletionProtectionEnabled"]!);
        Assert.True((bool)table["PointInTimeRecoverySpecification"]!["PointInTimeRecoveryEnabled"]!);
        Assert.True((bool)table["SSESpecification"]!["SSEEnabled"]!);
        Assert.Equal("PAY_PER_REQUEST", (string?)table["BillingMode"]);
    }

    [Fact]
    public void The_tables_name_is_the_manifests_unless_another_is_given()
    {
        Assert.Equal("btctracker", (string?)Data.Only("AWS::DynamoDB::Table")["TableName"]);
        Assert.Equal("other.table", (string?)stacks[SynthesizedStacks.Function, "data"].Only("AWS::DynamoDB::Table")["TableName"]);
    }

    [Fact]
    public void Images_are_scanned_never_replaced_and_do_not_pile_up()
    {
        var repositories = Data.All("AWS::ECR::Repository");
        Assert.Equal(
            ["btctracker/ingest", "btctracker/web"],
            repositories.Select(repository => (string)repository["RepositoryName"]!).Order(StringComparer.Ordinal)
        );
        Assert.All(
            repositories,
            repository =>
            {
                Assert.True((bool)repository["ImageScanningConfiguration"]!["ScanOnPush"]!);
                Assert.Equal("IMMUTABLE", (string?)repository["ImageTagMutability"]);
                var rules = JsonNode.Parse((string)repository["LifecyclePolicy"]!["LifecyclePolicyText"]!)!["rules"]!.AsArray();
                Assert.Equal(["untagged", "any"], rules.Select(rule => (string?)rule!["selection"]!["tagStatus"]));
            }
        );
    }

    [Theory]
    [InlineData(SynthesizedStacks.Private)]
    [InlineData(SynthesizedStacks.Function)]
    [InlineData(SynthesizedStacks.Keyless)]
    public void The_app_can_change_its_shape_since_the_exports_stay(string deployment)
    {
        Assert.NotEmpty(Data.Exports);
        Assert.Equal(Data.Exports, stacks[deployment, "data"].Exports);
    }

    [Fact]
    public void A_secrets_place_has_no_value_neither_given_nor_made_up()
    {
        var secrets = Data.All("AWS::SecretsManager::Secret");
        Assert.Equal(
            ["btctracker/coinmarketcap-api-key", "btctracker/status-token"],
            secrets.Select(secret => (string?)secret["Name"]).Order(StringComparer.Ordinal)
        );
        Assert.All(
            secrets,
            secret =>
                Assert.Equal(["Description", "Name"], secret.AsObject().Select(property => property.Key).Order(StringComparer.Ordinal))
        );
    }
}
