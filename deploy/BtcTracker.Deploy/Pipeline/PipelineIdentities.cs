using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace BtcTracker.Deploy.Pipeline;

/// <summary>One forge's identity tokens: who issues them, for whom, and the subjects of its jobs.</summary>
/// <param name="Id">Its construct's name.</param>
/// <param name="Issuer">The issuer's host.</param>
/// <param name="Audience">The audience of the tokens.</param>
/// <param name="BuildSubject">The subject of a job that pushes images.</param>
/// <param name="DeploySubject">The subject of a job that deploys.</param>
internal sealed record PipelineIdentity(string Id, string Issuer, string Audience, string BuildSubject, string DeploySubject)
{
    /// <summary>The principal of jobs with a subject, and with no other.</summary>
    public IPrincipal Principal(string subject) =>
        new FederatedPrincipal(
            $"arn:{Aws.PARTITION}:iam::{Aws.ACCOUNT_ID}:oidc-provider/{Issuer}",
            new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object> { [$"{Issuer}:aud"] = Audience, [$"{Issuer}:sub"] = subject },
            },
            "sts:AssumeRoleWithWebIdentity"
        );
}

/// <summary>The identities of GitHub's and GitLab's jobs.</summary>
internal static class PipelineIdentities
{
    /// <summary>The environment of GitHub that the deploying job names; it may ask for an approval.</summary>
    public const string Environment = "production";

    /// <summary>Adds their providers, unless the account has them.</summary>
    public static IReadOnlyList<PipelineIdentity> Add(Construct scope, DeploymentPlan plan)
    {
        List<PipelineIdentity> identities = [];
        if (plan.Options.GitHub is { } repository)
        {
            identities.Add(
                new(
                    "GitHub",
                    "token.actions.githubusercontent.com",
                    "sts.amazonaws.com",
                    $"repo:{repository}:ref:refs/heads/{plan.Options.Branch}",
                    $"repo:{repository}:environment:{Environment}"
                )
            );
        }

        if (plan.Options.GitLab is { } project)
        {
            var subject = $"project_path:{project}:ref_type:branch:ref:{plan.Options.Branch}";
            identities.Add(new("GitLab", "gitlab.com", "https://gitlab.com", subject, subject));
        }

        foreach (var identity in identities.Where(_ => !plan.Options.HasIdentityProviders))
        {
            var provider = new CfnOIDCProvider(
                scope,
                identity.Id,
                new CfnOIDCProviderProps { Url = $"https://{identity.Issuer}", ClientIdList = [identity.Audience] }
            );

            // Another deployment's roles may trust it too.
            provider.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        }

        return identities;
    }

    /// <summary>The principal of a role that every forge's job may take.</summary>
    public static CompositePrincipal Of(IReadOnlyList<PipelineIdentity> identities, Func<PipelineIdentity, string> subject) =>
        new([.. identities.Select(identity => identity.Principal(subject(identity)))]);
}
