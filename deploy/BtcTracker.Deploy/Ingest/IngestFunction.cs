using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.ECR;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.Scheduler;
using BtcTracker.Deploy.App;
using BtcTracker.Deploy.Data;
using Constructs;

namespace BtcTracker.Deploy.Ingest;

/// <summary>Ingest as a Lambda function from the same image, which EventBridge calls for each reading.</summary>
internal sealed class IngestFunction : Construct
{
    // A reading takes at most a minute, and the store 20 seconds.
    private static readonly Duration Limit = Duration.Minutes(2);

    public IngestFunction(Construct scope, DeploymentPlan plan, DataStack data, string image, LogGroup logs)
        : base(scope, "Ingest")
    {
        var role = IngestRole.Add(this, plan, data, ServicePrincipals.OwnAccount("lambda.amazonaws.com"));
        logs.GrantWrite(role);
        var function = new Function(
            this,
            "Function",
            new FunctionProps
            {
                FunctionName = StackNames.Family(plan, plan.Ingest),
                Description = "Takes one reading of the market",
                Runtime = Runtime.FROM_IMAGE,
                Handler = Handler.FROM_IMAGE,
                Code = Code.FromEcrImage(data.IngestImages, new EcrImageCodeProps { Cmd = ["lambda"] }),
                Architecture = plan.Options.IsArm ? Architecture.ARM_64 : Architecture.X86_64,
                MemorySize = IngestSize.MemoryMiB,
                Timeout = Limit,
                Role = role,
                LogGroup = logs,
                Environment = Variables(plan, data),
            }
        );

        // The construct treats a digest that is known only at deployment as a tag, and waits for the role twice.
        var resource = (CfnFunction)function.Node.DefaultChild!;
        resource.AddPropertyOverride("Code.ImageUri", image);
        resource.AddOverride(
            "DependsOn",
            new[] { Stack.Of(this).GetLogicalId((CfnElement)role.Node.FindChild("DefaultPolicy").Node.DefaultChild!) }
        );
        AdmitOwnFunctions(data.IngestImages);
        var starter = ReadingSchedule.StarterRole(
            this,
            plan,
            new PolicyStatement(
                new PolicyStatementProps
                {
                    Sid = "CallIngest",
                    Actions = ["lambda:InvokeFunction"],
                    Resources = [function.FunctionArn],
                }
            )
        );
        var reading = new ReadingSchedule(
            scope,
            plan,
            new CfnSchedule.TargetProperty
            {
                Arn = function.FunctionArn,
                RoleArn = starter.RoleArn,
                RetryPolicy = ReadingSchedule.Retries,
            }
        );
        Dropped = reading.Dropped;
        Errors = function.MetricErrors(EachMinute);
        Throttles = function.MetricThrottles(EachMinute);
        _ = new CfnOutput(
            scope,
            "IngestFunction",
            new CfnOutputProps { Value = function.FunctionName, Description = "The Lambda function of ingest" }
        );
        _ = new CfnOutput(
            scope,
            "IngestFunctionArn",
            new CfnOutputProps { Value = function.FunctionArn, Description = "The same, as other accounts and tools name it" }
        );
    }

    /// <summary>Readings that did not start.</summary>
    public IMetric Dropped { get; }

    /// <summary>Calls that ended with an error, such as a slot that could not be stored.</summary>
    public IMetric Errors { get; }

    /// <summary>Calls that Lambda refused, since as many run as the account may.</summary>
    public IMetric Throttles { get; }

    private static MetricOptions EachMinute => new() { Period = Alarms.Minute, Statistic = "Sum" };

    // The construct lets Lambda pull for functions of any account.
    private static void AdmitOwnFunctions(Repository images) =>
        ((CfnRepository)images.Node.DefaultChild!).AddPropertyOverride(
            "RepositoryPolicyText.Statement.0.Condition",
            ServicePrincipals.OfOwnAccount
        );

    // Lambda cannot read a secret itself: CloudFormation puts it in, encrypted, when it deploys the function; the template has but its
    // name.
    private static Dictionary<string, string> Variables(DeploymentPlan plan, DataStack data)
    {
        var variables = new Dictionary<string, string>(plan.Ingest.Environment);
        foreach (var (variable, secret) in plan.Ingest.Secrets)
        {
            variables[variable] = SecretValue.SecretsManager(data.Secrets[secret].SecretArn).UnsafeUnwrap();
        }

        return variables;
    }
}
