using Amazon.CDK.AWS.IAM;
using BtcTracker.Deploy.Data;
using Constructs;

namespace BtcTracker.Deploy.Web;

/// <summary>
/// The web's permissions: read everything, and write only data-protection keys, and people's own records and alerts, which it
/// deletes for them too.
/// </summary>
internal static class WebRole
{
    public static Role Add(Construct scope, DeploymentPlan plan, DataStack data)
    {
        var role = new Role(
            scope,
            "Role",
            new RoleProps
            {
                RoleName = StackNames.Role(plan, plan.Web.Name),
                AssumedBy = ServicePrincipals.Tasks,
                Description = "The web reads the table, and writes the keys of its cookies and the records of people",
            }
        );
        role.AddToPolicy(
            new PolicyStatement(
                new PolicyStatementProps
                {
                    Sid = "ReadPrices",
                    Actions = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"],
                    Resources = [data.Table.TableArn],
                }
            )
        );
        role.AddToPolicy(
            new PolicyStatement(
                new PolicyStatementProps
                {
                    Sid = "WriteCookieKeys",
                    Actions = ["dynamodb:PutItem"],
                    Resources = [data.Table.TableArn],
                    Conditions = CookieKeys.Only,
                }
            )
        );
        role.AddToPolicy(
            new PolicyStatement(
                new PolicyStatementProps
                {
                    Sid = "WriteHolders",
                    Actions = ["dynamodb:PutItem", "dynamodb:DeleteItem"],
                    Resources = [data.Table.TableArn],
                    Conditions = HolderItems.Only,
                }
            )
        );
        return role;
    }
}
