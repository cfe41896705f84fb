using System.Diagnostics;
using Aspire.Hosting.AWS;
using Aspire.Hosting.AWS.CloudFormation;
using Aspire.Hosting.AWS.DynamoDB;

namespace BtcTracker.AppHost;

/// <summary>
/// The stores by Aspire.Hosting.AWS. Compiled with <c>-p:AwsHosting=true</c> only (docs/decisions/aws-hosting-is-opt-in.md).
/// </summary>
internal static partial class StoreResource
{
    private const string TemplateFolder = "cdk.out";

    static partial void AddByAwsHosting(
        IDistributedApplicationBuilder builder,
        StoreSettings settings,
        MarketPlan market,
        ref IResourceBuilder<ContainerResource>? container
    )
    {
        if (settings.Kind is StoreKind.Container)
        {
            container = builder.AddAWSDynamoDBLocal(
                ResourceNames.DynamoDb,
                new DynamoDBLocalOptions
                {
                    Registry = "docker.io",
                    Image = ContainerImage,
                    Tag = ContainerTag,
                    SharedDb = true,
                    DisableDynamoDBLocalTelemetry = true,
                    LocalStorageDirectory = MakeContainerFolder(settings.ContainerFolderOf(market.Mode)),
                }
            );
        }
        else if (settings.Kind is StoreKind.Aws)
        {
            var template = TemplateIn(Path.Combine(settings.RepositoryRoot, TemplateFolder));
            builder.AddAWSCloudFormationTemplate(ResourceNames.DynamoDb, template, StackOf(template)).WithReference(SdkConfig(builder));
        }
    }

    static partial void ReferToAws(IResourceBuilder<ProjectResource> service)
    {
        var builder = service.ApplicationBuilder;
        if (builder.Resources.OfType<ICloudFormationTemplateResource>().SingleOrDefault() is { } stack)
        {
            var table = builder.CreateResourceBuilder(stack);
            service.WithReference(SdkConfig(builder)).WithEnvironment("Store__Table", table.GetOutput("TableName")).WaitFor(table);
        }
    }

    // The AWS SDK finds the credentials itself: from a profile or the environment.
    private static IAWSSDKConfig SdkConfig(IDistributedApplicationBuilder builder)
    {
        var config = builder.AddAWSSDKConfig();
        if (builder.Configuration["AWS:Profile"] is { Length: > 0 } profile)
        {
            config.WithProfile(profile);
        }

        var region = builder.Configuration["AWS:Region"] ?? builder.Configuration["AWS_REGION"];
        return string.IsNullOrEmpty(region)
            ? throw new SettingException(
                "Store:Engine=aws needs the region of the table. Set AWS:Region, for example --AWS:Region=eu-west-1."
            )
            : config.WithRegion(region);
    }

    // btctracker-data.template.json
    private static string StackOf(string template) => Path.GetFileName(template).Split('.')[0];

    private static string TemplateIn(string folder) => FindTemplate(folder) ?? Synthesize(folder);

    private static string? FindTemplate(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*-data.template.json").SingleOrDefault() : null;

    // The AppHost publishes itself: manifest and templates, with the parameters of deploy/production.rsp.
    private static string Synthesize(string folder)
    {
        string[] host = Path.GetFileNameWithoutExtension(Environment.ProcessPath) is "dotnet"
            ? ["exec", typeof(StoreResource).Assembly.Location]
            : [];
        using var publication = Process.Start(Environment.ProcessPath!, [.. host, "--operation", "publish", "--output-path", folder]);
        publication.WaitForExit();
        return FindTemplate(folder)
            ?? throw new SettingException(
                $"Store:Engine=aws needs the data stack's template in {folder}, which could not be made. See the lines above."
            );
    }
}
