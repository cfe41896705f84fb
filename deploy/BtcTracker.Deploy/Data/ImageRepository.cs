using Amazon.CDK;
using Amazon.CDK.AWS.ECR;
using Constructs;

namespace BtcTracker.Deploy.Data;

/// <summary>The images of one service. A tag never moves, and a rollback finds the last fifty.</summary>
internal static class ImageRepository
{
    private const int KeptImages = 50;
    private const int UntaggedDays = 14;

    public static Repository Add(Construct scope, string id, DeploymentPlan plan, ServicePlan service) =>
        new(
            scope,
            id,
            new RepositoryProps
            {
                RepositoryName = $"{plan.Name}/{service.Name}",
                ImageScanOnPush = true,
                ImageTagMutability = TagMutability.IMMUTABLE,
                Encryption = RepositoryEncryption.AES_256,
                RemovalPolicy = RemovalPolicy.RETAIN,
                LifecycleRules =
                [
                    new LifecycleRule
                    {
                        RulePriority = 1,
                        TagStatus = TagStatus.UNTAGGED,
                        MaxImageAge = Duration.Days(UntaggedDays),
                        Description = "untagged images go after two weeks",
                    },
                    new LifecycleRule
                    {
                        RulePriority = 2,
                        TagStatus = TagStatus.ANY,
                        MaxImageCount = KeptImages,
                        Description = "keep the latest fifty",
                    },
                ],
            }
        );
}
