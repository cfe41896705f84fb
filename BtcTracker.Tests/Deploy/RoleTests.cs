using System.Text.Json.Nodes;

namespace BtcTracker.Tests.Deploy;

[Trait("Level", "Deploy")]
[Collection(StacksOnce.Name)]
public sealed class RoleTests(SynthesizedStacks stacks)
{
    [Theory]
    [InlineData("Q#BTC-USD#2026-11")]
    [InlineData("C#BTC-USD#1d#2020s")]
    [InlineData("M#schedule")]
    [InlineData("DPKEY", "Q#BTC-USD#2026-11")]
    [InlineData("H#ANA", "Q#BTC-USD#2026-11")]
    [InlineData("H#ANA", "DPKEY")]
    [InlineData("I#imports")]
    [InlineData]
    public void The_web_cannot_write_a_price(params string[] partitions)
    {
        var grants = stacks[SynthesizedStacks.Plain, "app"].GrantsOf("btctracker-web-us-east-1");
        Assert.All(
            ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem", "dynamodb:TransactWriteItems"],
            action => Assert.DoesNotContain(grants, grant => grant.Allows(action, partitions))
        );
    }

    [Fact]
    public void The_web_reads_every_item_and_writes_the_keys_of_its_cookies_and_peoples_own_records()
    {
        var grants = stacks[SynthesizedStacks.Plain, "app"].GrantsOf("btctracker-web-us-east-1");
        Assert.Equal(
            ["dynamodb:BatchGetItem", "dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:PutItem", "dynamodb:Query"],
            grants.TableActions()
        );
        Assert.All(
            ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"],
            action => Assert.Contains(grants, grant => grant.Allows(action, "Q#BTC-USD#2026-11"))
        );
        Assert.All(["DPKEY", "H#ANA", "A#0"], partition => Assert.Contains(grants, grant => grant.Allows("dynamodb:PutItem", partition)));
        Assert.All(["H#ANA", "A#0"], partition => Assert.Contains(grants, grant => grant.Allows("dynamodb:DeleteItem", partition)));
        Assert.DoesNotContain(grants, grant => grant.Allows("dynamodb:DeleteItem", "DPKEY"));
    }

    [Theory]
    [InlineData(SynthesizedStacks.Plain, "us-east-1")]
    [InlineData(SynthesizedStacks.Private, "eu-west-1")]
    [InlineData(SynthesizedStacks.Function, "us-east-1")]
    public void Ingest_cannot_delete_in_any_shape(string deployment, string region)
    {
        var grants = stacks[deployment, "app"].GrantsOf($"btctracker-ingest-{region}");
        Assert.Equal(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"], grants.TableActions());
    }

    [Fact]
    public void Ingest_reaches_every_item_but_the_keys_of_the_webs_cookies_and_peoples_own_records()
    {
        var grants = stacks[SynthesizedStacks.Plain, "app"].GrantsOf("btctracker-ingest-us-east-1");
        Assert.All(
            grants.TableActions(),
            action =>
            {
                Assert.Contains(grants, grant => grant.Allows(action, "Q#BTC-USD#2026-11"));
                Assert.Contains(grants, grant => grant.Allows(action, "M#status"));
                Assert.Contains(grants, grant => grant.Allows(action, "M#tick"));
                Assert.Contains(grants, grant => grant.Allows(action, "A#0"));
                Assert.All(["DPKEY", "H#ANA"], partition => Assert.DoesNotContain(grants, grant => grant.Allows(action, partition)));
                Assert.DoesNotContain(grants, grant => grant.Allows(action, "Q#BTC-USD#2026-11", "H#ANA"));
            }
        );
    }

    [Fact]
    public void Ingest_publishes_to_the_alarm_topic_if_it_has_rules_and_to_no_other()
    {
        var alerting = stacks[SynthesizedStacks.Alerting, "app"];
        var topic = Assert.Single(alerting.OfType("AWS::SNS::Topic")).Key;
        var variables = alerting.All("AWS::ECS::TaskDefinition").SelectMany(task => task["ContainerDefinitions"]!.AsArray());
        var publish = Assert.Single(alerting.GrantsOf("btctracker-ingest-us-east-1"), grant => grant.Actions.Contains("sns:Publish"));

        Assert.Equal(["sns:Publish"], publish.Actions);
        Assert.Contains(topic, Assert.Single(publish.Resources), StringComparison.Ordinal);
        Assert.Contains(
            variables.SelectMany(container => container!["Environment"]?.AsArray() ?? []),
            variable => (string?)variable!["Name"] == "Alerts__Topic" && (string?)variable["Value"]!["Ref"] == topic
        );
        Assert.DoesNotContain(
            stacks[SynthesizedStacks.Plain, "app"].GrantsOf("btctracker-ingest-us-east-1"),
            grant => grant.Actions.Contains("sns:Publish")
        );
    }

    [Theory]
    [InlineData(SynthesizedStacks.Plain)]
    [InlineData(SynthesizedStacks.Private)]
    [InlineData(SynthesizedStacks.Function)]
    public void Nobody_scans_or_deletes_anything_of_the_market_and_only_services_of_the_app_reach_the_table(string deployment)
    {
        var app = stacks[deployment, "app"].AllGrants().ToList();
        Assert.DoesNotContain(
            app.SelectMany(grant => grant.Actions),
            action => action.Contains('*', StringComparison.Ordinal) || action == "dynamodb:Scan"
        );
        Assert.Equal(
            ["dynamodb:DeleteItem"],
            app.SelectMany(grant => grant.Actions).Where(action => action.Contains("Delete", StringComparison.Ordinal))
        );
        Assert.All(
            ["Q#BTC-USD#2026-11", "M#schedule", "DPKEY"],
            partition => Assert.DoesNotContain(app, grant => grant.Allows("dynamodb:DeleteItem", partition))
        );
        Assert.All(
            app.Where(grant => new[] { grant }.TableActions().Any()),
            grant => Assert.Contains("Prices", Assert.Single(grant.Resources), StringComparison.Ordinal)
        );
        Assert.Empty(stacks[deployment, "pipeline"].AllGrants().TableActions());
    }

    [Fact]
    public void The_running_services_read_no_secret_and_pull_no_image()
    {
        var app = stacks[SynthesizedStacks.Plain, "app"];
        var running = app.GrantsOf("btctracker-web-us-east-1")
            .Concat(app.GrantsOf("btctracker-ingest-us-east-1"))
            .SelectMany(grant => grant.Actions);
        Assert.DoesNotContain(
            running,
            action => action.StartsWith("secretsmanager:", StringComparison.Ordinal) || action.StartsWith("ecr:", StringComparison.Ordinal)
        );
    }

    // A service that anybody can have act must not reach this account from another.
    [Theory]
    [MemberData(nameof(SynthesizedStacks.All), MemberType = typeof(SynthesizedStacks))]
    public void Every_service_that_is_trusted_acts_only_for_this_account(string deployment, string stack)
    {
        var template = stacks[deployment, stack];
        var trusting = template
            .All("AWS::IAM::Role")
            .Select(role => role["AssumeRolePolicyDocument"]!)
            .Concat(template.All("AWS::ECR::Repository").Select(repository => repository["RepositoryPolicyText"]).OfType<JsonNode>())
            .SelectMany(policy => policy["Statement"]!.AsArray())
            .Where(statement => statement!["Principal"]?["Service"] is not null);
        Assert.All(
            trusting,
            statement => Assert.Equal("${AWS::AccountId}", Template.Flat(statement!["Condition"]?["StringEquals"]?["aws:SourceAccount"]))
        );
    }

    [Fact]
    public void A_schedule_starts_ingests_task_in_the_cluster_and_nothing_else()
    {
        var grants = stacks[SynthesizedStacks.Private, "app"].GrantsOf("btctracker-schedule-eu-west-1");
        Assert.Equal(["ecs:RunTask", "iam:PassRole"], grants.SelectMany(grant => grant.Actions));
        Assert.All(
            grants[0].Resources,
            resource => Assert.Contains(":task-definition/btctracker-ingest", resource, StringComparison.Ordinal)
        );
        Assert.Contains("ecs:cluster", grants[0].Condition!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(2, grants[1].Resources.Count);
    }

    [Fact]
    public void A_schedule_calls_ingests_function_and_nothing_else()
    {
        var grant = Assert.Single(stacks[SynthesizedStacks.Function, "app"].GrantsOf("btctracker-schedule-us-east-1"));
        Assert.Equal(["lambda:InvokeFunction"], grant.Actions);
        Assert.StartsWith("${IngestFunction", Assert.Single(grant.Resources), StringComparison.Ordinal);
    }
}
