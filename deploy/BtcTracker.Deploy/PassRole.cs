using Amazon.CDK.AWS.IAM;

namespace BtcTracker.Deploy;

/// <summary>The right to give exact roles to tasks of ECS, and to nothing else.</summary>
internal static class PassRole
{
    public static PolicyStatement ToTasks(string sid, params string[] roles) =>
        new(
            new PolicyStatementProps
            {
                Sid = sid,
                Actions = ["iam:PassRole"],
                Resources = roles,
                Conditions = new Dictionary<string, object>
                {
                    ["StringEquals"] = new Dictionary<string, object> { ["iam:PassedToService"] = "ecs-tasks.amazonaws.com" },
                },
            }
        );
}
