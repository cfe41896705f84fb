using Amazon.CDK;
using BtcTracker.Deploy.Data;
using BtcTracker.Deploy.Ingest;
using BtcTracker.Deploy.Web;
using Constructs;

namespace BtcTracker.Deploy.App;

/// <summary>What runs: network, page, ingest, alarms. It can be deleted and made again; nothing in it is kept but logs.</summary>
internal sealed class AppStack : Stack
{
    public AppStack(Construct scope, DeploymentPlan plan, DataStack data)
        : base(scope, StackNames.App(plan.Name), StackNames.Props(plan, "BtcTracker: the page, ingest, their network, scaling and alarms"))
    {
        var webImage = ImageParameter.Add(this, "WebImageDigest", data.WebImages);
        var ingestImage = ImageParameter.Add(this, "IngestImageDigest", data.IngestImages);
        var network = new Network(this, plan);
        var platform = new TaskPlatform(this, plan, data, network);
        var front = new LoadBalancer(this, plan, network);
        var topic = AlarmTopic.Add(this, plan);
        plan = plan.WithAlertsTo(topic.TopicArn);
        ScanFindings.Notify(this, plan, topic);
        var webAlarms = new WebAlarms(this, plan, front, topic);
        var web = new WebService(this, plan, data, platform, front, webImage, webAlarms.Rollback);
        var ingestLogs = ServiceLogs.Add(this, "IngestLogs");
        var ingestAlarms = new IngestAlarms(this, plan, ingestLogs, topic);
        var startAlarms = IngestShapes.Add(this, plan, data, platform, ingestImage, ingestLogs, ingestAlarms.Rollback, topic);
        var storeAlarms = new StoreAlarms(this, plan, data, topic);
        _ = new OperationsDashboard(this, plan, front, web, [.. webAlarms.All, .. ingestAlarms.All, .. startAlarms, .. storeAlarms.All]);
        _ = new CfnOutput(this, "Url", new CfnOutputProps { Value = front.Url, Description = "The page" });
        _ = new CfnOutput(this, "Table", new CfnOutputProps { Value = plan.Table, Description = "The table of prices" });
        _ = new CfnOutput(this, "Cluster", new CfnOutputProps { Value = platform.Cluster.ClusterName, Description = "The ECS cluster" });
        _ = new CfnOutput(
            this,
            "WebService",
            new CfnOutputProps { Value = web.Service.ServiceName, Description = "The ECS service of the page" }
        );
        _ = new CfnOutput(this, "WebLog", new CfnOutputProps { Value = web.Logs.LogGroupName, Description = "The log group of the page" });
        _ = new CfnOutput(
            this,
            "IngestLog",
            new CfnOutputProps { Value = ingestLogs.LogGroupName, Description = "The log group of ingest" }
        );
        _ = new CfnOutput(
            this,
            "IngestInterval",
            new CfnOutputProps { Value = $"{plan.Interval.TotalSeconds:F0}", Description = "The time between readings, in seconds" }
        );
        _ = new CfnOutput(
            this,
            "AlarmTopic",
            new CfnOutputProps { Value = topic.TopicArn, Description = "The topic that alarms are sent to" }
        );
    }
}
