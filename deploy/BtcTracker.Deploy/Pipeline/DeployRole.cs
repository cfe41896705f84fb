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
        var role = new Role(
            scope,
            "Deploy",
            new RoleProps
            {
                RoleName = StackNames.Role(plan, "deploy"),
                AssumedBy = PipelineIdentities.Of(identities, identity => identity.DeploySubject),
                Description = "The pipeline deploys images and variables",
            }
        );
        role.AddToPolicy(
            Allow(
                "DeployAppStack",
                [StackNames.Arn("cloudformation", $"stack/{StackNames.App(plan.Name)}/*")],
                "cloudformation:CreateChangeSet",
                "cloudformation:DescribeChangeSet",
                "cloudformation:ExecuteChangeSet",
                "cloudformation:DeleteChangeSet",
                "cloudformation:DescribeStacks",
                "cloudformation:DescribeStackEvents",
                "cloudformation:GetTemplateSummary"
            )
        );
        AddTasks(role, plan);
        if (plan.Options.Ingest is IngestShape.Lambda)
        {
            AddFunction(role, plan, data);
        }

        return role;
    }

    // What CloudFormation's handlers call for AWS::ECS::TaskDefinition and AWS::ECS::Service, with the deployer's permissions:
    // it tags every task definition with the stack that it is of, and follows a deployment until it is done.
    private static void AddTasks(Role role, DeploymentPlan plan)
    {
        role.AddToPolicy(
            Allow(
                "MakeTaskDefinitions",
                [.. TaskServices(plan).SelectMany(service => Definitions(plan, service))],
                "ecs:RegisterTaskDefinition",
                "ecs:TagResource"
            )
        );

        // ECS knows no resources for these.
        role.AddToPolicy(Allow("RetireTaskDefinitions", ["*"], "ecs:DescribeTaskDefinition", "ecs:DeregisterTaskDefinition"));
        role.AddToPolicy(
            Allow(
                "ReplaceTasks",
                [.. Replaced(plan, "service", "")],
                "ecs:UpdateService",
                "ecs:DescribeServices",
                "ecs:ListServiceDeployments",
                "ecs:ListTagsForResource"
            )
        );
        role.AddToPolicy(
            Allow(
                "FollowDeployments",
                [.. Replaced(plan, "service-deployment", "/*")],
                "ecs:DescribeServiceDeployments",
                "ecs:StopServiceDeployment"
            )
        );
        if (plan.Options.Ingest is IngestShape.Schedule)
        {
            RunIngestOnce(role, plan);
        }

        role.AddToPolicy(PassRole.ToTasks("PassTheTasksRoles", [.. Passed(plan)]));
        role.AddToPolicy(Allow("ReadTheTasksRoles", [.. Passed(plan)], "iam:GetRole"));
    }

    // A schedule proves its new image by one task, which deploy.sh starts and waits for.
    private static void RunIngestOnce(Role role, DeploymentPlan plan)
    {
        role.AddToPolicy(
            new PolicyStatement(
                new PolicyStatementProps
                {
                    Sid = "RunIngestOnce",
                    Actions = ["ecs:RunTask"],
                    Resources = [.. Definitions(plan, plan.Ingest)],
                    Conditions = new Dictionary<string, object>
                    {
                        ["ArnEquals"] = new Dictionary<string, object> { ["ecs:cluster"] = StackNames.Arn("ecs", $"cluster/{plan.Name}") },
                    },
                }
            )
        );
        role.AddToPolicy(Allow("FollowIngestOnce", [StackNames.Arn("ecs", $"task/{plan.Name}/*")], "ecs:DescribeTasks"));
    }

    // The same for AWS::Lambda::Function: a new image, and reading the function before and after it.
    private static void AddFunction(Role role, DeploymentPlan plan, DataStack data)
    {
        role.AddToPolicy(
            Allow(
                "ReplaceFunction",
                [StackNames.Arn("lambda", $"function:{StackNames.Family(plan, plan.Ingest)}")],
                "lambda:UpdateFunctionCode",
                "lambda:GetFunction",
                "lambda:GetFunctionConfiguration",
                "lambda:GetFunctionCodeSigningConfig",
                "lambda:GetFunctionRecursionConfig",
                "lambda:GetFunctionScalingConfig",
                "lambda:GetRuntimeManagementConfig",
                "lambda:ListTags",
                "lambda:InvokeFunction"
            )
        );
        role.AddToPolicy(Allow("ShowImageToLambda", [data.IngestImages.RepositoryArn], "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"));
        AddSecrets(role, plan, data);
    }

    // CloudFormation resolves the function's variables with the deployer's permissions.
    private static void AddSecrets(Role role, DeploymentPlan plan, DataStack data)
    {
        if (plan.Ingest.Secrets.Count > 0)
        {
            role.AddToPolicy(
                Allow(
                    "FillInSecrets",
                    [.. plan.Ingest.Secrets.Values.Select(name => data.Secrets[name].SecretArn)],
                    "secretsmanager:GetSecretValue"
                )
            );
        }
    }

    // ECS takes no task definition without both of a task's roles, so the one that starts the tasks is passed as well: the services
    // have none of its rights to secrets and images, as they would if it were one with theirs. A function has its role from the
    // operator, and an update of its code passes none.
    private static IEnumerable<string> Passed(DeploymentPlan plan) =>
        [.. TaskServices(plan).Select(service => StackNames.RoleArn(plan, service.Name)), StackNames.RoleArn(plan, "execution")];

    private static IEnumerable<ServicePlan> TaskServices(DeploymentPlan plan) =>
        plan.Options.Ingest is IngestShape.Lambda ? [plan.Web] : [plan.Web, plan.Ingest];

    // With and without the revision, which is not known while it is being made.
    private static IEnumerable<string> Definitions(DeploymentPlan plan, ServicePlan service)
    {
        var family = StackNames.Arn("ecs", $"task-definition/{StackNames.Family(plan, service)}");
        return [family, $"{family}:*"];
    }

    // A schedule starts the family's latest task definition: there is no service to replace.
    private static IEnumerable<string> Replaced(DeploymentPlan plan, string type, string suffix) =>
        new[] { plan.Web }
            .Concat(plan.Options.Ingest is IngestShape.Service ? [plan.Ingest] : [])
            .Select(service => StackNames.Arn("ecs", $"{type}/{plan.Name}/{service.Name}{suffix}"));

    private static PolicyStatement Allow(string sid, string[] resources, params string[] actions) =>
        new(
            new PolicyStatementProps
            {
                Sid = sid,
                Actions = actions,
                Resources = resources,
            }
        );
}
