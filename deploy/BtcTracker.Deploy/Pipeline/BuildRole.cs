using Amazon.CDK.AWS.IAM;
using BtcTracker.Deploy.Data;
using Constructs;

namespace BtcTracker.Deploy.Pipeline;

/// <summary>May push images into the two repositories.</summary>
internal static class BuildRole
{
    public static Role Add(Construct scope, DeploymentPlan plan, DataStack data, IReadOnlyList<PipelineIdentity> identities)
    {
        var role = new Role(
            scope,
            "Build",
            new RoleProps
            {
                RoleName = StackNames.Role(plan, "build"),
                AssumedBy = PipelineIdentities.Of(identities, identity => identity.BuildSubject),
                Description = "The pipeline pushes images",
            }
        );
        role.AddToPolicy(
            new PolicyStatement(
                new PolicyStatementProps
                {
                    Sid = "SignInToRegistry",
                    Actions = ["ecr:GetAuthorizationToken"],
                    Resources = ["*"],
                }
            )
        );
        role.AddToPolicy(
            new PolicyStatement(
                new PolicyStatementProps
                {
                    Sid = "PushImages",
                    Actions =
                    [
                        "ecr:BatchCheckLayerAvailability",
                        "ecr:InitiateLayerUpload",
                        "ecr:UploadLayerPart",
                        "ecr:CompleteLayerUpload",
                        "ecr:PutImage",
                        "ecr:BatchGetImage",
                        "ecr:GetDownloadUrlForLayer",
                        "ecr:DescribeImages",
                    ],
                    Resources = [data.WebImages.RepositoryArn, data.IngestImages.RepositoryArn],
                }
            )
        );
        return role;
    }
}
