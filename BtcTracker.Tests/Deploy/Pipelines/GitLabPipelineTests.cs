using YamlDotNet.RepresentationModel;

namespace BtcTracker.Tests.Deploy.Pipelines;

[Trait("Level", "Deploy")]
public sealed class GitLabPipelineTests
{
    private static readonly PipelineFile GitLab = PipelineFile.GitLab();

    [Fact]
    public void A_merge_request_runs_tests_and_nothing_else()
    {
        Assert.Equal(["test", "build", "deploy"], Texts(GitLab.At("stages")));
        Assert.Null(GitLab.At("test", "rules"));
        Assert.All(
            ["build", "deploy"],
            job =>
                Assert.StartsWith(
                    "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE != \"schedule\" && $AWS_BUILD_ROLE",
                    Rule(job),
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void The_slow_tests_run_only_by_schedule_which_deploys_nothing() =>
        Assert.Equal(("$CI_PIPELINE_SOURCE == \"schedule\"", ".ci/run"), (Rule("slow"), Assert.Single(Texts(GitLab.At("slow", "script")))));

    [Fact]
    public void Both_images_get_their_bills_of_materials_with_a_program_of_a_known_digest_before_they_are_deployed()
    {
        var script = Texts(GitLab.At("build", "script")).ToList();
        Assert.Equal("deploy/bills-of-materials.sh \"$WEB_IMAGE_DIGEST\" \"$INGEST_IMAGE_DIGEST\"", script[^1]);
        Assert.Equal("deploy/install-syft.sh /usr/local/bin", script[^2]);
        Assert.Equal("*.cdx.json", GitLab.TextAt("build", "artifacts", "reports", "cyclonedx"));
        Assert.Equal("true", GitLab.TextAt("build", "variables", "RUNNER_GENERATE_ARTIFACTS_METADATA"));
        Assert.Equal("build", Assert.Single(Texts(GitLab.At("deploy", "needs"))));
    }

    [Fact]
    public void The_jobs_sign_in_with_a_token_of_the_audience_that_the_roles_trust()
    {
        Assert.Equal("https://gitlab.com", GitLab.TextAt(".aws", "id_tokens", "AWS_TOKEN", "aud"));
        Assert.All(["build", "deploy"], job => Assert.Equal(".aws", GitLab.TextAt(job, "extends")));
        Assert.Equal(
            ("$AWS_BUILD_ROLE", "$AWS_DEPLOY_ROLE"),
            (GitLab.TextAt("build", "variables", "AWS_ROLE_ARN"), GitLab.TextAt("deploy", "variables", "AWS_ROLE_ARN"))
        );
        Assert.DoesNotMatch("AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY", GitLab.Text);
    }

    [Fact]
    public void The_tests_are_the_READMEs_command_without_options() => Assert.Equal(["dotnet test"], Texts(GitLab.At("test", "script")));

    [Fact]
    public void What_is_half_deployed_is_not_cut_off() =>
        Assert.Equal(("false", "production"), (GitLab.TextAt("default", "interruptible"), GitLab.TextAt("deploy", "resource_group")));

    private static string Rule(string job) => PipelineFile.At(Assert.Single((YamlSequenceNode)GitLab.At(job, "rules")!), "if")!.ToString();

    private static IEnumerable<string> Texts(YamlNode? list) => ((YamlSequenceNode)list!).Select(item => item.ToString());
}
