using Amazon.CDK;

namespace BtcTracker.Deploy;

/// <summary>
/// The names that one stack must know of another before that is deployed, or after it has changed: an export would tie them, so that
/// ingest could not become a function while the pipeline's roles name its service.
/// </summary>
internal static class StackNames
{
    /// <summary>The stacks of a deployment, in the order in which they are deployed.</summary>
    public static IEnumerable<string> All(string deployment) => [Data(deployment), App(deployment), Pipeline(deployment)];

    public static string Data(string deployment) => $"{deployment}-data";

    public static string App(string deployment) => $"{deployment}-app";

    public static string Pipeline(string deployment) => $"{deployment}-pipeline";

    /// <summary>The cluster, and every service's task family, begin with the deployment's name.</summary>
    public static string Family(DeploymentPlan plan, ServicePlan service) => $"{plan.Name}-{service.Name}";

    /// <summary>Roles are global: the region keeps two deployments apart.</summary>
    public static string Role(DeploymentPlan plan, string purpose) => $"{plan.Name}-{purpose}-{plan.Options.Region}";

    /// <summary>The ARN of a role of this deployment.</summary>
    public static string RoleArn(DeploymentPlan plan, string purpose) =>
        $"arn:{Aws.PARTITION}:iam::{Aws.ACCOUNT_ID}:role/{Role(plan, purpose)}";

    /// <summary>An ARN in this account and region.</summary>
    public static string Arn(string service, string resource) => $"arn:{Aws.PARTITION}:{service}:{Aws.REGION}:{Aws.ACCOUNT_ID}:{resource}";

    /// <summary>What all three stacks have.</summary>
    public static StackProps Props(DeploymentPlan plan, string description) =>
        new()
        {
            Description = description,
            Env = new Amazon.CDK.Environment { Region = plan.Options.Region },
            SuppressTemplateIndentation = true,
            Synthesizer = new DefaultStackSynthesizer(new DefaultStackSynthesizerProps { GenerateBootstrapVersionRule = false }),
        };
}
