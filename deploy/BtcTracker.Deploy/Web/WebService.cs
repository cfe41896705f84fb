using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.ECS;
using Amazon.CDK.AWS.Logs;
using BtcTracker.Deploy.App;
using BtcTracker.Deploy.Data;
using Constructs;
using EnableScalingProps = Amazon.CDK.AWS.ApplicationAutoScaling.EnableScalingProps;

namespace BtcTracker.Deploy.Web;

/// <summary>The page and the API: at least two tasks behind the load balancer, replaced one by one without dropping connections.</summary>
internal sealed class WebService : Construct
{
    private const int CpuPercent = 60;

    // A stream takes memory while it is open, and hardly any CPU. .NET returns little of it afterwards, so this adds
    // tasks and does not take them away; open streams do both.
    private const int MemoryPercent = 70;
    private const int StreamPercent = 60;

    // Half a processor answers far more of the encoded snapshots; this leaves room for pages.
    private const int RequestsPerTaskAndMinute = 15_000;

    public WebService(
        Construct scope,
        DeploymentPlan plan,
        DataStack data,
        TaskPlatform platform,
        LoadBalancer front,
        string image,
        IReadOnlyList<IAlarm> rollback
    )
        : base(scope, "Web")
    {
        Logs = ServiceLogs.Add(this, "Logs");
        var (task, container) = platform.AddTask(
            this,
            plan.Web,
            new TaskShape
            {
                Image = image,
                Role = WebRole.Add(this, plan, data),
                Logs = Logs,
                Cpu = plan.Options.WebSize.Cpu,
                MemoryMiB = plan.Options.WebSize.MemoryMiB,
            }
        );
        var port = plan.Web.Port!.Value;
        container.AddPortMappings(new PortMapping { ContainerPort = port });
        var group = platform.Network.AddTaskGroup(this, "Group", "The tasks of the web");
        front.Admit(group, port);

        // Without DesiredCount: a deployment must not undo what scaling has decided.
        var props = RollingService.Props(platform, task, group, rollback, plan.Web.Name);
        props.HealthCheckGracePeriod = Duration.Seconds(60);
        Service = new FargateService(this, "Service", props);
        Service.AttachToApplicationTargetGroup(front.Targets);
        if (front.Circuits is { } circuits)
        {
            Service.AttachToApplicationTargetGroup(circuits);
        }

        AddScaling(plan, front);
    }

    /// <summary>The service.</summary>
    public FargateService Service { get; }

    /// <summary>The log group.</summary>
    public LogGroup Logs { get; }

    private void AddScaling(DeploymentPlan plan, LoadBalancer front)
    {
        var tasks = Service.AutoScaleTaskCount(
            new EnableScalingProps { MinCapacity = plan.Options.WebTasks.Fewest, MaxCapacity = plan.Options.WebTasks.Most }
        );
        if (plan.Options.HasCollector)
        {
            tasks.ScaleToTrackCustomMetric(
                "Streams",
                new TrackCustomMetricProps
                {
                    Metric = OpenStreams(plan),
                    TargetValue = StreamPercent,
                    ScaleOutCooldown = Duration.Seconds(30),
                    ScaleInCooldown = Duration.Minutes(5),
                }
            );
        }

        tasks.ScaleOnCpuUtilization(
            "Cpu",
            new CpuUtilizationScalingProps
            {
                TargetUtilizationPercent = CpuPercent,
                ScaleOutCooldown = Duration.Seconds(30),
                ScaleInCooldown = Duration.Minutes(5),
            }
        );
        tasks.ScaleOnMemoryUtilization(
            "Memory",
            new MemoryUtilizationScalingProps
            {
                TargetUtilizationPercent = MemoryPercent,
                ScaleOutCooldown = Duration.Seconds(30),
                ScaleInCooldown = Duration.Minutes(5),
                DisableScaleIn = plan.Options.HasCollector,
            }
        );
        tasks.ScaleOnRequestCount(
            "Requests",
            new RequestCountScalingProps
            {
                TargetGroup = front.Targets,
                RequestsPerTarget = RequestsPerTaskAndMinute,
                ScaleOutCooldown = Duration.Seconds(30),
                ScaleInCooldown = Duration.Minutes(5),
            }
        );
    }

    // Of all tasks on average, in percent of what each may hold.
    private static Metric OpenStreams(DeploymentPlan plan) =>
        new(
            new MetricProps
            {
                Namespace = Collector.Namespace(plan),
                MetricName = "btctracker.web.streams.utilization",
                DimensionsMap = new Dictionary<string, string> { [Collector.Dimension] = plan.Web.Name },
                Statistic = "Average",
                Period = Alarms.Minute,
            }
        );
}
