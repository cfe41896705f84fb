using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Scheduler;
using BtcTracker.Deploy.App;
using Constructs;

namespace BtcTracker.Deploy.Ingest;

/// <summary>EventBridge's scheduler, which starts ingest for each reading, and what of that fails.</summary>
internal sealed class ReadingSchedule : Construct
{
    private readonly CfnScheduleGroup _group;

    public ReadingSchedule(Construct scope, DeploymentPlan plan, CfnSchedule.TargetProperty target)
        : base(scope, "Reading")
    {
        // A separate group, so that its metrics are of this schedule only.
        _group = new CfnScheduleGroup(this, "Group", new CfnScheduleGroupProps { Name = StackNames.Family(plan, plan.Ingest) });
        Schedule = new CfnSchedule(
            this,
            "Schedule",
            new CfnScheduleProps
            {
                Name = StackNames.Family(plan, plan.Ingest),
                GroupName = _group.Ref,
                Description = "Starts ingest for each reading",
                ScheduleExpression = plan.Schedule!,
                FlexibleTimeWindow = new CfnSchedule.FlexibleTimeWindowProperty { Mode = "OFF" },
                Target = target,
            }
        );
        _ = new CfnOutput(
            scope,
            "IngestSchedule",
            new CfnOutputProps { Value = Schedule.Ref, Description = "The schedule of EventBridge that starts ingest" }
        );
    }

    /// <summary>The schedule.</summary>
    public CfnSchedule Schedule { get; }

    /// <summary>Two more tries within five minutes: after that the next slot is near.</summary>
    public static CfnSchedule.RetryPolicyProperty Retries => new() { MaximumRetryAttempts = 2, MaximumEventAgeInSeconds = 300 };

    /// <summary>Readings that did not start: dropped after the retries.</summary>
    public IMetric Dropped =>
        new Metric(
            new MetricProps
            {
                Namespace = "AWS/Scheduler",
                MetricName = "InvocationDroppedCount",
                DimensionsMap = new Dictionary<string, string> { ["ScheduleGroup"] = _group.Ref },
                Statistic = "Sum",
                Period = Alarms.Minute,
            }
        );

    /// <summary>The role with which the scheduler starts ingest.</summary>
    public static Role StarterRole(Construct scope, DeploymentPlan plan, params PolicyStatement[] rights)
    {
        var role = new Role(
            scope,
            "Starter",
            new RoleProps
            {
                RoleName = StackNames.Role(plan, "schedule"),
                AssumedBy = ServicePrincipals.OwnAccount("scheduler.amazonaws.com"),
                Description = "EventBridge starts ingest for each reading",
            }
        );
        rights.ToList().ForEach(right => role.AddToPolicy(right));
        return role;
    }
}
