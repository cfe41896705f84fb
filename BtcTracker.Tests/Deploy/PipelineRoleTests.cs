namespace BtcTracker.Tests.Deploy;

/// <summary>What the roles of the pipeline's jobs, build and deploy, may do.</summary>
[Trait("Level", "Deploy")]
[Collection(StacksOnce.Name)]
public sealed class PipelineRoleTests(SynthesizedStacks stacks)
{
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
