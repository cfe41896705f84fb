using Amazon.CDK.AWS.CloudWatch;
using BtcTracker.Deploy.Ingest;
using BtcTracker.Deploy.Web;
using Constructs;

namespace BtcTracker.Deploy.App;

/// <summary>One page for an operator: alarms, what viewers get, what ingest does, what the machines do.</summary>
internal sealed class OperationsDashboard : Construct
{
    private const int HalfWidth = 12;
    private const int FullWidth = 24;

    public OperationsDashboard(Construct scope, DeploymentPlan plan, LoadBalancer front, WebService web, IReadOnlyList<IAlarm> alarms)
        : base(scope, "Operations")
    {
        var dashboard = new Dashboard(
            this,
            "Dashboard",
            new DashboardProps { DashboardName = $"{plan.Name}-{plan.Options.Region}", DefaultInterval = Amazon.CDK.Duration.Hours(3) }
        );
        dashboard.AddWidgets(
            new AlarmStatusWidget(
                new AlarmStatusWidgetProps
                {
                    Title = "Alarms",
                    Width = FullWidth,
                    Alarms = [.. alarms],
                }
            )
        );
        dashboard.AddWidgets(
            Graph("Requests and errors", front.Metrics.Requests, front.Metrics.ServerErrors, front.Metrics.Unanswered),
            Graph("Answer time", front.Metrics.AnswerTime("p50"), front.Metrics.AnswerTime("p99"))
        );
        dashboard.AddWidgets(
            Graph("Readings", IngestLines.Metric(plan, IngestLines.Stored), IngestLines.Metric(plan, IngestLines.Missed)),
            Graph(
                "Web tasks",
                front.Metrics.HealthyHosts,
                front.Metrics.UnhealthyHosts,
                web.Service.MetricCpuUtilization(),
                web.Service.MetricMemoryUtilization()
            )
        );
    }

    private static GraphWidget Graph(string title, params IMetric[] metrics) =>
        new(
            new GraphWidgetProps
            {
                Title = title,
                Width = HalfWidth,
                Left = metrics,
            }
        );
}
