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

    [Fact]
    public void Build_pushes_into_the_two_repositories_and_may_do_nothing_else()
    {
        var grants = stacks[SynthesizedStacks.Plain, "pipeline"].GrantsOf("btctracker-build-us-east-1");
        Assert.Equal(["ecr:GetAuthorizationToken"], grants.Single(grant => grant.Resources.Contains("*")).Actions);
        var push = grants.Single(grant => !grant.Resources.Contains("*"));
        Assert.Equal(2, push.Resources.Count);
        Assert.Contains(push.Resources, resource => resource.Contains("WebImages", StringComparison.Ordinal));
        Assert.Contains(push.Resources, resource => resource.Contains("IngestImages", StringComparison.Ordinal));
        Assert.All(push.Actions, action => Assert.StartsWith("ecr:", action, StringComparison.Ordinal));
    }

    [Fact]
    public void Deploy_passes_the_two_services_roles_and_the_one_that_starts_them_to_tasks_only()
    {
        var passes = stacks[SynthesizedStacks.Plain, "pipeline"]
            .GrantsOf("btctracker-deploy-us-east-1")
            .Single(grant => grant.Actions.Contains("iam:PassRole"));
        Assert.Equal(["iam:PassRole"], passes.Actions);
        Assert.Equal(
            ["btctracker-execution-us-east-1", "btctracker-ingest-us-east-1", "btctracker-web-us-east-1"],
            passes.Resources.Select(resource => resource.Split(":role/")[1]).Order(StringComparer.Ordinal)
        );
        Assert.Equal("""{"StringEquals":{"iam:PassedToService":"ecs-tasks.amazonaws.com"}}""", passes.Condition!.ToJsonString());

        // They are the very roles of the tasks.
        Assert.All(
            passes.Resources,
            resource =>
                Assert.Contains(
                    stacks[SynthesizedStacks.Plain, "app"].All("AWS::IAM::Role"),
                    role => (string?)role["RoleName"] == resource.Split(":role/")[1]
                )
        );
    }

    [Fact]
    public void Deploy_replaces_tasks_of_the_two_services_through_the_app_stack()
    {
        var grants = stacks[SynthesizedStacks.Plain, "pipeline"].GrantsOf("btctracker-deploy-us-east-1");
        Assert.Equal(
            ["ecs:DescribeTaskDefinition", "ecs:DeregisterTaskDefinition"],
            grants.Single(grant => grant.Resources.Contains("*")).Actions
        );
        Assert.Contains("ecs:RegisterTaskDefinition", Assert.Single(grants, grant => grant.Actions.Contains("ecs:TagResource")).Actions);
        var update = grants.Single(grant => grant.Actions.Contains("ecs:UpdateService"));
        Assert.Equal(["service/btctracker/web", "service/btctracker/ingest"], update.Resources.Select(resource => resource.Split(':')[^1]));
        var follow = grants.Single(grant => grant.Actions.Contains("ecs:StopServiceDeployment"));
        Assert.Equal(
            ["service-deployment/btctracker/web/*", "service-deployment/btctracker/ingest/*"],
            follow.Resources.Select(resource => resource.Split(':')[^1])
        );
        Assert.All(
            Assert.Single(grants, grant => grant.Actions.Contains("ecs:TagResource")).Resources,
            resource => Assert.Matches(":task-definition/btctracker-(web|ingest)(:[*])?$", resource)
        );
        Assert.EndsWith(
            "stack/btctracker-app/*",
            Assert.Single(grants.Single(grant => grant.Actions.Contains("cloudformation:ExecuteChangeSet")).Resources),
            StringComparison.Ordinal
        );
    }

    /// <summary>
    /// The permissions of the resource types' update and, where a change replaces one, create and delete handlers in CloudFormation's
    /// public registry, but for what changes tags or a role.
    /// </summary>
    [Theory]
    [InlineData(
        SynthesizedStacks.Plain,
        "us-east-1",
        "ecs:RegisterTaskDefinition",
        "ecs:DescribeTaskDefinition",
        "ecs:DeregisterTaskDefinition",
        "ecs:TagResource",
        "iam:GetRole",
        "iam:PassRole"
    )]
    [InlineData(
        SynthesizedStacks.Plain,
        "us-east-1",
        "ecs:UpdateService",
        "ecs:DescribeServices",
        "ecs:ListServiceDeployments",
        "ecs:DescribeServiceDeployments",
        "ecs:StopServiceDeployment",
        "ecs:ListTagsForResource"
    )]
    [InlineData(
        SynthesizedStacks.Function,
        "us-east-1",
        "lambda:UpdateFunctionCode",
        "lambda:GetFunction",
        "lambda:GetFunctionCodeSigningConfig",
        "lambda:GetFunctionRecursionConfig",
        "lambda:GetRuntimeManagementConfig",
        "lambda:ListTags"
    )]
    public void Deploy_may_do_what_CloudFormation_does_in_its_name(string deployment, string region, params string[] actions) =>
        Assert.Subset(
            stacks[deployment, "pipeline"].GrantsOf($"btctracker-deploy-{region}").SelectMany(grant => grant.Actions).ToHashSet(),
            actions.ToHashSet()
        );

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

    [Fact]
    public void Deploy_runs_the_scheduled_task_once_and_only_in_its_cluster()
    {
        var run = stacks[SynthesizedStacks.Private, "pipeline"]
            .GrantsOf("btctracker-deploy-eu-west-1")
            .Single(grant => grant.Actions.Contains("ecs:RunTask"));
        Assert.All(run.Resources, resource => Assert.Matches(":task-definition/btctracker-ingest(:[*])?$", resource));
        Assert.Contains("cluster/btctracker", run.Condition!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            stacks[SynthesizedStacks.Plain, "pipeline"].GrantsOf("btctracker-deploy-us-east-1"),
            grant => grant.Actions.Contains("ecs:RunTask")
        );
    }

    [Fact]
    public void Where_ingest_is_a_function_deploy_updates_its_code_and_passes_no_role_of_it()
    {
        var grants = stacks[SynthesizedStacks.Function, "pipeline"].GrantsOf("btctracker-deploy-us-east-1");
        Assert.DoesNotContain(
            grants.Single(grant => grant.Actions.Contains("iam:PassRole")).Resources,
            resource => resource.Contains("ingest", StringComparison.Ordinal)
        );
        Assert.Contains(
            grants,
            grant =>
                grant.Actions.Contains("lambda:UpdateFunctionCode")
                && grant.Resources.Single().EndsWith(":function:btctracker-ingest", StringComparison.Ordinal)
        );
    }
}
