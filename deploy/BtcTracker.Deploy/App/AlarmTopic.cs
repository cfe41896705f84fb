using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SNS.Subscriptions;
using Constructs;

namespace BtcTracker.Deploy.App;

/// <summary>The topic that alarms are sent to.</summary>
internal static class AlarmTopic
{
    public static Topic Add(Construct scope, DeploymentPlan plan)
    {
        var topic = new Topic(scope, "Alarms", new TopicProps { TopicName = $"{plan.Name}-alarms", EnforceSSL = true });

        // A topic policy replaces the default one, which allowed CloudWatch.
        topic.AddToResourcePolicy(
            new PolicyStatement(
                new PolicyStatementProps
                {
                    Sid = "TellAlarms",
                    Principals = [ServicePrincipals.OwnAccount("cloudwatch.amazonaws.com")],
                    Actions = ["sns:Publish"],
                    Resources = [topic.TopicArn],
                }
            )
        );
        if (plan.Options.AlarmEmail is { } address)
        {
            topic.AddSubscription(new EmailSubscription(address));
        }

        return topic;
    }
}
