using System.Text.Json.Nodes;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.SNS;
using Constructs;

namespace BtcTracker.Deploy.App;

/// <summary>Notifies the alarm topic if ECR's scan finds a severe vulnerability in an image.</summary>
internal static class ScanFindings
{
    private const string Message =
        "ECR found severe faults in the image <digest> of <repository>: <counts>. Deploy a newer base: the weekly rebuild does, or run "
        + "the pipeline of main again.";

    public static void Notify(Construct scope, DeploymentPlan plan, Topic topic)
    {
        topic.AddToResourcePolicy(
            new PolicyStatement(
                new PolicyStatementProps
                {
                    Sid = "TellFindings",
                    Principals = [ServicePrincipals.OwnAccount("events.amazonaws.com")],
                    Actions = ["sns:Publish"],
                    Resources = [topic.TopicArn],
                }
            )
        );
        _ = new CfnRule(
            scope,
            "ScanFindings",
            new CfnRuleProps
            {
                Name = $"{plan.Name}-scan-findings",
                Description = "Severe faults that ECR's scan found in an image",
                EventPattern = Pattern($"{plan.Name}/{plan.Web.Name}", $"{plan.Name}/{plan.Ingest.Name}"),
                Targets = new[] { Target(topic) },
            }
        );
    }

    private static Dictionary<string, object> Pattern(params string[] repositories) =>
        new()
        {
            ["source"] = new[] { "aws.ecr" },
            ["detail-type"] = new[] { "ECR Image Scan" },
            ["detail"] = new Dictionary<string, object>
            {
                ["repository-name"] = repositories,
                ["finding-severity-counts"] = new Dictionary<string, object> { ["$or"] = new[] { Any("CRITICAL"), Any("HIGH") } },
            },
        };

    private static Dictionary<string, object> Any(string severity) =>
        new() { [severity] = new[] { new Dictionary<string, object> { ["numeric"] = new object[] { ">", 0 } } } };

    private static CfnRule.TargetProperty Target(Topic topic) =>
        new()
        {
            Id = "alarms",
            Arn = topic.TopicArn,
            InputTransformer = new CfnRule.InputTransformerProperty
            {
                InputPathsMap = new Dictionary<string, string>
                {
                    ["digest"] = "$.detail.image-digest",
                    ["repository"] = "$.detail.repository-name",
                    ["counts"] = "$.detail.finding-severity-counts",
                },
                InputTemplate = JsonValue.Create(Message).ToJsonString(),
            },
        };
}
