using Amazon.CDK;
using Amazon.CDK.AWS.S3;
using Constructs;

namespace BtcTracker.Deploy.Web;

/// <summary>The load balancer's log of requests, kept for a month.</summary>
internal static class RequestLogs
{
    public static Bucket Add(Construct scope) =>
        new(
            scope,
            "RequestLogs",
            new BucketProps
            {
                BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
                Encryption = BucketEncryption.S3_MANAGED,
                EnforceSSL = true,
                LifecycleRules = [new LifecycleRule { Expiration = Duration.Days(30) }],
                RemovalPolicy = RemovalPolicy.RETAIN,
            }
        );
}
