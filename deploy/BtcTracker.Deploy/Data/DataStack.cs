using Amazon.CDK;
using Amazon.CDK.AWS.DynamoDB;
using Amazon.CDK.AWS.ECR;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;

namespace BtcTracker.Deploy.Data;

/// <summary>What must outlive every deployment: the prices, the images, the secrets.</summary>
internal sealed class DataStack : Stack
{
    public DataStack(Construct scope, DeploymentPlan plan)
        : base(
            scope,
            StackNames.Data(plan.Name),
            StackNames.Props(plan, "BtcTracker: the table of prices, the image repositories and the secrets")
        )
    {
        Table = PriceTable.Add(this, plan);
        WebImages = ImageRepository.Add(this, "WebImages", plan, plan.Web);
        IngestImages = ImageRepository.Add(this, "IngestImages", plan, plan.Ingest);
        Secrets = plan.Secrets.ToDictionary(name => name, name => SecretPlaceholder.Add(this, plan, name));
        ExportAlways();
        _ = new CfnOutput(this, "TableName", new CfnOutputProps { Value = Table.TableName, Description = "The table of prices" });
        _ = new CfnOutput(
            this,
            "WebRepository",
            new CfnOutputProps { Value = WebImages.RepositoryUri, Description = "Where the web's images are pushed" }
        );
        _ = new CfnOutput(
            this,
            "IngestRepository",
            new CfnOutputProps { Value = IngestImages.RepositoryUri, Description = "Where ingest's images are pushed" }
        );
    }

    /// <summary>The table of prices.</summary>
    public Table Table { get; }

    /// <summary>The images of the web.</summary>
    public Repository WebImages { get; }

    /// <summary>The images of ingest.</summary>
    public Repository IngestImages { get; }

    /// <summary>The secrets by the manifest's names.</summary>
    public IReadOnlyDictionary<string, ISecret> Secrets { get; }

    // Whatever the app stack uses just now: else a change of it could be deployed neither before nor after this stack.
    private void ExportAlways()
    {
        string[] values =
        [
            Table.TableArn,
            Table.TableName,
            .. new[] { WebImages, IngestImages }.SelectMany(images => new[] { images.RepositoryArn, images.RepositoryName }),
            .. Secrets.Values.Select(secret => secret.SecretArn),
        ];
        values.ToList().ForEach(value => ExportValue(value));
    }
}
