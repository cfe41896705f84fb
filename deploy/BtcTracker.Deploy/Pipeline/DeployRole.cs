using Amazon.CDK.AWS.IAM;
using BtcTracker.Deploy.Data;
using BtcTracker.Deploy.Options;
using Constructs;

namespace BtcTracker.Deploy.Pipeline;

/// <summary>
/// May deploy new images and variables with the app stack's template, and nothing more: what changes the network, a role or an alarm
/// fails with it and is deployed by the operator.
/// </summary>
internal static class DeployRole
{
    public static Role Add(Construct scope, DeploymentPlan plan, DataStack data, IReadOnlyList<PipelineIdentity> identities)
    {
        var role = new Role(scope, "Deploy", new RoleProps
        {
            RoleName = StackNames.Role(plan, "deploy"),
            AssumedBy = PipelineIdentities.Of(identities, identity => identity.DeploySubject),
            Description = "The pipeline deploys images and variables",
        });
        role.AddToPolicy(Allow("DeployAppStack", [StackNames.Arn("cloudformation", $"stack/{StackNames.App(plan.Name)}/*")],
            "cloudformation:CreateChangeSet", "cloudformation:DescribeChangeSet", "cloudformation:ExecuteChangeSet", "cloudformation:DeleteChangeSet",
            "cloudformation:DescribeStacks", "cloudformation:DescribeStackEvents", "cloudformation:GetTemplateSummary"));

        // ECS knows no resources for these.
        role.AddToPolicy(Allow("ReplaceTaskDefinitions", ["*"], "ecs:RegisterTaskDefinition", "ecs:DescribeTaskDefinition", "ecs:DeregisterTaskDefinition"));
        role.AddToPolicy(Allow("ReplaceTasks", [.. Services(plan)], "ecs:UpdateService", "ecs:DescribeServices"));
        role.AddToPolicy(PassRole.ToTasks("PassTheTasksRoles", [.. Passed(plan)]));
        if (plan.Options.Ingest is IngestShape.Lambda)
        {
            role.AddToPolicy(Allow("ReplaceFunction", [StackNames.Arn("lambda", $"function:{StackNames.Family(plan, plan.Ingest)}")], "lambda:UpdateFunctionCode", "lambda:GetFunction", "lambda:GetFunctionConfiguration"));
            role.AddToPolicy(Allow("ShowImageToLambda", [data.IngestImages.RepositoryArn], "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"));
            AddSecrets(role, plan, data);
        }

        return role;
    }

    // CloudFormation fills the function's variables in with the rights of whoever deploys.
    private static void AddSecrets(Role role, DeploymentPlan plan, DataStack data)
    {
        if (plan.Ingest.Secrets.Count > 0)
        {
            role.AddToPolicy(Allow("FillInSecrets", [.. plan.Ingest.Secrets.Values.Select(name => data.Secrets[name].SecretArn)], "secretsmanager:GetSecretValue"));
        }
    }

    // A function has its role from the operator, and an update of its code passes none.
    private static IEnumerable<string> Passed(DeploymentPlan plan) => HasIngestTask(plan)
        ? [StackNames.RoleArn(plan, plan.Web.Name), StackNames.RoleArn(plan, plan.Ingest.Name), StackNames.RoleArn(plan, "execution")]
        : [StackNames.RoleArn(plan, plan.Web.Name), StackNames.RoleArn(plan, "execution")];

    private static IEnumerable<string> Services(DeploymentPlan plan) => new[] { plan.Web }
        .Concat(plan.Options.Ingest is IngestShape.Service ? [plan.Ingest] : [])
        .Select(service => StackNames.Arn("ecs", $"service/{plan.Name}/{service.Name}"));

    private static bool HasIngestTask(DeploymentPlan plan) => plan.Options.Ingest is not IngestShape.Lambda;

    private static PolicyStatement Allow(string sid, string[] resources, params string[] actions) =>
        new(new PolicyStatementProps { Sid = sid, Actions = actions, Resources = resources });
}
