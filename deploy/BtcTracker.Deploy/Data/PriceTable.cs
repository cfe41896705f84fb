using Amazon.CDK;
using Amazon.CDK.AWS.DynamoDB;
using Constructs;
using Attribute = Amazon.CDK.AWS.DynamoDB.Attribute;

namespace BtcTracker.Deploy.Data;

/// <summary>The table. It is retained when the stack is deleted, and protected against deletion.</summary>
internal static class PriceTable
{
    public static Table Add(Construct scope, DeploymentPlan plan) =>
        new(
            scope,
            "Prices",
            new TableProps
            {
                TableName = plan.Table,
                PartitionKey = new Attribute { Name = "pk", Type = AttributeType.STRING },
                SortKey = new Attribute { Name = "sk", Type = AttributeType.NUMBER },
                BillingMode = BillingMode.PAY_PER_REQUEST,
                PointInTimeRecovery = true,
                DeletionProtection = true,
                Encryption = TableEncryption.AWS_MANAGED,
                RemovalPolicy = RemovalPolicy.RETAIN,
            }
        );
}
