using Amazon.CDK.AWS.IAM;
using BtcTracker.Deploy.Data;
using Constructs;

namespace BtcTracker.Deploy.Ingest;

/// <summary>
/// Ingest's permissions: read and write single items, except for the web's data-protection keys and people's own records, and publish
/// alerts, if it has rules. It deletes nothing and never reads the whole table.
/// </summary>
internal static class IngestRole
{
    public static Role Add(Construct scope, DeploymentPlan plan, DataStack data, ServicePrincipal principal)
    {
        var role = new Role(
            scope,
            "Role",
            new RoleProps
            {
                RoleName = StackNames.Role(plan, plan.Ingest.Name),
                AssumedBy = principal,
                Description = "Ingest reads and writes the items of the table",
            }
        );
        role.AddToPolicy(
            new PolicyStatement(
                new PolicyStatementProps
                {
                    Sid = "ReadAndWritePrices",
                    Actions = ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:Query", "dynamodb:GetItem"],
                    Resources = [data.Table.TableArn],
                    Conditions = LeadingKeys.Where(("StringNotEquals", [CookieKeys.Partition]), ("StringNotLike", [HolderItems.Records])),
                }
            )
        );
        if (plan.AlertTopic is { } topic)
        {
            role.AddToPolicy(
                new PolicyStatement(
                    new PolicyStatementProps
                    {
                        Sid = "PublishAlerts",
                        Actions = ["sns:Publish"],
                        Resources = [topic],
                    }
                )
            );
        }

        return role;
    }
}
