using Amazon.CDK.AWS.ECS;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;

namespace BtcTracker.Deploy.App;

/// <summary>
/// The AWS Distro for OpenTelemetry collector as a sidecar of a service: its traces go to X-Ray, its metrics to CloudWatch.
/// </summary>
internal static class Collector
{
    /// <summary>The dimension of its metrics.</summary>
    public const string Dimension = "service.name";

    private const string Image = "public.ecr.aws/aws-observability/aws-otel-collector:v0.45.0";

    /// <summary>The namespace of a deployment's metrics.</summary>
    public static string Namespace(DeploymentPlan plan) => $"BtcTracker/{plan.Name}";

    /// <summary>The environment of a service that exports to the collector. One in twenty requests is traced.</summary>
    public static IReadOnlyDictionary<string, string> Variables(ServicePlan service) =>
        new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:4317",
            ["OTEL_SERVICE_NAME"] = service.Name,

            // CloudWatch needs delta temporality: a cumulative histogram would be an average since the start of the process.
            ["OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE"] = "delta",
            ["OTEL_TRACES_SAMPLER"] = "parentbased_traceidratio",
            ["OTEL_TRACES_SAMPLER_ARG"] = "0.05",
        };

    /// <summary>Adds it to a task, which keeps running if it fails.</summary>
    public static void AddTo(FargateTaskDefinition task, ServicePlan service, ILogGroup logs, ILogGroup metrics, DeploymentPlan plan)
    {
        var options = ConfinedContainer.Options(task, "collector", Image, logs);
        options.Essential = false;
        options.MemoryLimitMiB = 128;
        options.Environment = new Dictionary<string, string>
        {
            ["AOT_CONFIG_CONTENT"] = Configuration(),
            ["AWS_REGION"] = plan.Options.Region,
            ["METRICS_NAMESPACE"] = Namespace(plan),
            ["METRICS_LOG_GROUP"] = metrics.LogGroupName,
            ["METRICS_LOG_STREAM"] = service.Name,
        };
        task.AddContainer("collector", options);
        metrics.GrantWrite(task.TaskRole);
        task.AddToTaskRolePolicy(
            new PolicyStatement(
                new PolicyStatementProps
                {
                    Sid = "SendTraces",
                    Actions = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
                    Resources = ["*"],
                }
            )
        );
    }

    // Without its comments: a template has 51,200 bytes.
    private static string Configuration()
    {
        using var resource = new StreamReader(typeof(Collector).Assembly.GetManifestResourceStream("collector.yaml")!);
        return string.Join('\n', resource.ReadToEnd().Split('\n').Where(line => !line.TrimStart().StartsWith('#')));
    }
}
