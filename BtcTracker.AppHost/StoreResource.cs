using BtcTracker.AppHost.Health;
using BtcTracker.AppHost.Running;
using Microsoft.Extensions.DependencyInjection;

namespace BtcTracker.AppHost;

/// <summary>The DynamoDB-compatible store on this machine, as a resource.</summary>
internal static partial class StoreResource
{
    private const string Http = "http";
    private const string ContainerImage = "amazon/dynamodb-local";
    private const string ContainerTag = "3.1.0";

    /// <summary>Adds the configured store; null if it is DynamoDB on AWS.</summary>
    /// <exception cref="SettingException">The engine is unknown, not installed, or not allowed for this market.</exception>
    public static IResourceBuilder<IResourceWithEndpoints>? AddStore(this IDistributedApplicationBuilder builder, MarketPlan market)
    {
        var settings = StoreSettings.Read(builder);
        settings.Refuse(market);
        if (settings.Kind is not StoreKind.Aws)
        {
            builder.Services.AddHostedService(_ => new StoreLock(settings.FolderOf(market.Mode)));
        }

        IResourceBuilder<ContainerResource>? container = null;
        AddByAwsHosting(builder, settings, market, ref container);
        return settings.Kind switch
        {
            StoreKind.Embedded => builder
                .AddEmbeddedStore(settings.EngineFor(market.Mode), settings.RepositoryRoot, market)
                .OnResourceReady(RunningStore.Report<ExecutableResource>(settings, market.Mode)),
            StoreKind.Container => (container ?? builder.AddStoreInContainer(MakeContainerFolder(settings.ContainerFolderOf(market.Mode))))
                .WithIconName("Database")
                .WithStoreLink()
                .WithStoreHealth(market)
                .WithRestart()
                .OnResourceReady(RunningStore.Report<ContainerResource>(settings, market.Mode)),
            _ => RequireRegion(builder),
        };
    }

    /// <summary>Passes the table and, for a store on this machine, its address to a service.</summary>
    /// <remarks>The service does not wait for the store: until it responds, ingest queues readings and the web shows the state.</remarks>
    public static IResourceBuilder<ProjectResource> WithStore(
        this IResourceBuilder<ProjectResource> service,
        MarketPlan market,
        IResourceBuilder<IResourceWithEndpoints>? store
    )
    {
        service.WithEnvironment("Store__Table", market.Table);
        ReferToAws(service);
        return store is null
            ? service.WithAws()
            : service.WithEnvironment("AWS_ENDPOINT_URL_DYNAMODB", store.GetEndpoint(Http)).WithReferenceRelationship(store);
    }

    // If Aspire.Hosting.AWS adds the table as a resource, the resource has the region.
    private static IResourceBuilder<IResourceWithEndpoints>? RequireRegion(IDistributedApplicationBuilder builder) =>
        builder.Resources.Any(resource => resource.Name == ResourceNames.DynamoDb) || AwsSettings.Region(builder.Configuration) is not null
            ? null
            : throw new SettingException(
                "Store:Engine=aws needs the region of the table. Add --AWS:Region=eu-west-1, for example, or set the variable AWS_REGION."
            );

    private static IResourceBuilder<ExecutableResource> AddEmbeddedStore(
        this IDistributedApplicationBuilder builder,
        StoreEngine engine,
        string repositoryRoot,
        MarketPlan market
    )
    {
        // The engine gets its port on the command line and listens there directly, without a proxy.
        var store = builder
            .AddExecutable(ResourceNames.DynamoDb, engine.Command, repositoryRoot, [.. engine.Arguments])
            .WithHttpEndpoint(name: Http, isProxied: false)
            .WithIconName("Database")
            .WithStoreLink()
            .WithStoreHealth(market)
            .WithRestart($"If its data is damaged, move {engine.DataPath} away or choose another folder with --Store:DataFolder=PATH.");
        var port = store.GetEndpoint(Http).Property(EndpointProperty.TargetPort);
        return store.WithArgs(context =>
        {
            context.Args.Add("--port");
            context.Args.Add(port);
        });
    }

    private static IResourceBuilder<ContainerResource> AddStoreInContainer(this IDistributedApplicationBuilder builder, string folder) =>
        builder
            .AddContainer(ResourceNames.DynamoDb, ContainerImage, ContainerTag)
            .WithHttpEndpoint(name: Http, targetPort: 8000)
            .WithBindMount(folder, "/storage")
            // Without -sharedDb the tables are split by access key and region.
            .WithArgs("-jar", "DynamoDBLocal.jar", "-sharedDb", "-disableTelemetry", "-dbPath", "/storage");

    // The image has its own user, whose id on this machine depends on the container engine.
    private static string MakeContainerFolder(string folder)
    {
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        }

        return folder;
    }

    // Implemented with -p:AwsHosting=true (AwsHosting.cs).
    static partial void AddByAwsHosting(
        IDistributedApplicationBuilder builder,
        StoreSettings settings,
        MarketPlan market,
        ref IResourceBuilder<ContainerResource>? container
    );

    static partial void ReferToAws(IResourceBuilder<ProjectResource> service);
}
