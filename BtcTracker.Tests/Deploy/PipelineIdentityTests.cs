using System.Text.Json.Nodes;

namespace BtcTracker.Tests.Deploy;

[Trait("Level", "Deploy")]
[Collection(StacksOnce.Name)]
public sealed class PipelineIdentityTests(SynthesizedStacks stacks)
{
    private const string GitHub = "token.actions.githubusercontent.com";

    [Theory]
    [InlineData("build", "repo:octo/btc:ref:refs/heads/main")]
    [InlineData("deploy", "repo:octo/btc:environment:production")]
    public void GitHubs_jobs_assume_a_role_only_by_their_subject(string role, string subject)
    {
        var trust = Assert.Single(stacks[SynthesizedStacks.Plain, "pipeline"].TrustOf($"btctracker-{role}-us-east-1"));
        AssertTrust(trust!, GitHub, "sts.amazonaws.com", subject);
    }

    [Fact]
    public void Both_forges_may_deploy_and_a_newer_repositorys_subject_has_its_ids()
    {
        var trust = stacks[SynthesizedStacks.Private, "pipeline"].TrustOf("btctracker-deploy-eu-west-1");
        Assert.Equal(2, trust.Count);
        AssertTrust(trust[0]!, GitHub, "sts.amazonaws.com", "repo:octo@1/btc@2:environment:production");
        AssertTrust(trust[1]!, "gitlab.com", "https://gitlab.com", "project_path:group/btc:ref_type:branch:ref:main");
    }

    [Fact]
    public void There_is_no_key_and_a_provider_is_created_only_where_the_account_has_none()
    {
        Assert.Equal(2, stacks[SynthesizedStacks.Private, "pipeline"].All("AWS::IAM::OIDCProvider").Count);
        Assert.Empty(stacks[SynthesizedStacks.Function, "pipeline"].All("AWS::IAM::OIDCProvider"));
        Assert.All(SynthesizedStacks.All, row => Assert.Empty(stacks[row.Data.Item1, row.Data.Item2].All("AWS::IAM::AccessKey")));
    }

    private static void AssertTrust(JsonNode trust, string issuer, string audience, string subject)
    {
        Assert.Equal("sts:AssumeRoleWithWebIdentity", (string?)trust["Action"]);
        Assert.EndsWith($":oidc-provider/{issuer}", Template.Flat(trust["Principal"]!["Federated"]), StringComparison.Ordinal);
        var condition = Assert.Single(trust["Condition"]!.AsObject());
        Assert.Equal("StringEquals", condition.Key);
        Assert.Equal((audience, subject), ((string?)condition.Value![$"{issuer}:aud"], (string?)condition.Value[$"{issuer}:sub"]));
    }
}
