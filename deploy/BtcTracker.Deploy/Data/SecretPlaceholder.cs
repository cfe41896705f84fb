using Amazon.CDK;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;

namespace BtcTracker.Deploy.Data;

/// <summary>
/// A secret without its value: that is put in by the operator (<c>aws secretsmanager put-secret-value</c>) and never
/// passes a template or a file. The CDK's own construct would generate a value, which a vendor would refuse as an API key.
/// </summary>
internal static class SecretPlaceholder
{
    public static ISecret Add(Construct scope, DeploymentPlan plan, string name)
    {
        var secret = new CfnSecret(
            scope,
            $"Secret-{name}",
            new CfnSecretProps
            {
                Name = $"{plan.Name}/{name}",
                Description = $"The parameter {name} of the app model. Put its value in before the app stack is deployed.",
            }
        );
        secret.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        _ = new CfnOutput(
            scope,
            $"SecretArn-{name}",
            new CfnOutputProps { Value = secret.Ref, Description = $"The secret for the value of {name}" }
        );
        return Secret.FromSecretCompleteArn(scope, $"Read-{name}", secret.Ref);
    }
}
