using Amazon.DynamoDBv2;
using BtcTracker.Market.Storage.Holders;
using BtcTracker.Market.Storage.Imported;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BtcTracker.Market.Storage;

/// <summary>Registers the store.</summary>
public static class PriceStoreExtensions
{
    private const string NoStore =
        $"No store is configured: set {PriceStoreOptions.LocalEndpointVariable} to a local DynamoDB's address (the AppHost does), or "
        + $"{PriceStoreOptions.RegionVariable} to use DynamoDB on AWS.";

    private const string BadAttemptTimeout = "Store:AttemptTimeout must be between 00:00:00.1 and 00:00:30.";

    /// <summary>Registers <see cref="IPriceReader"/> only.</summary>
    public static IHostApplicationBuilder AddPriceReader(this IHostApplicationBuilder builder)
    {
        AwsTelemetry.Register();
        builder
            .Services.AddOptions<PriceStoreOptions>()
            .BindConfiguration(PriceStoreOptions.Section)
            .Configure<IConfiguration>(ReadAwsVariables)
            .Validate(
                options =>
                    options.AttemptTimeout >= PriceStoreOptions.ShortestAttempt
                    && options.AttemptTimeout <= PriceStoreOptions.LongestAttempt,
                BadAttemptTimeout
            )
            .Validate(options => options.IsLocal || !string.IsNullOrEmpty(options.Region), NoStore)
            .ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PriceStoreOptions>, ValidatePriceStoreOptions>());
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<IAmazonDynamoDB>(services =>
            DynamoClientFactory.Create(services.GetRequiredService<IOptions<PriceStoreOptions>>().Value)
        );
        builder.Services.TryAddSingleton<PriceTable>();
        builder.Services.TryAddSingleton<GapRecords>();
        builder.Services.TryAddSingleton<IPriceReader, DynamoPriceReader>();
        return builder;
    }

    /// <summary>
    /// Registers <see cref="IPriceReader"/>, <see cref="IPriceWriter"/>, <see cref="IImportStore"/>, <see cref="IAlertStore"/> and
    /// <see cref="IAlertShards"/>.
    /// </summary>
    public static IHostApplicationBuilder AddPriceWriter(this IHostApplicationBuilder builder)
    {
        builder.AddPriceReader();
        builder.Services.TryAddSingleton<TableCreator>();
        builder.Services.TryAddSingleton<StoredCandles>();
        builder.Services.TryAddSingleton<CoveredCandles>();
        builder.Services.TryAddSingleton<IPriceWriter, DynamoPriceWriter>();
        builder.Services.TryAddSingleton<ImportRows>();
        builder.Services.TryAddSingleton<IImportStore, DynamoImportStore>();
        builder.Services.TryAddSingleton<IAlertStore, DynamoAlertStore>();
        builder.Services.TryAddSingleton<IAlertShards, DynamoAlertShards>();
        return builder;
    }

    /// <summary>
    /// Registers <see cref="IPriceReader"/> and <see cref="IDataProtectionKeyStore"/>, which writes nothing but its keys.
    /// </summary>
    public static IHostApplicationBuilder AddDataProtectionKeyStore(this IHostApplicationBuilder builder)
    {
        builder.AddPriceReader();
        builder.Services.TryAddSingleton<TableCreator>();
        builder.Services.TryAddSingleton<IDataProtectionKeyStore, DynamoDataProtectionKeyStore>();
        return builder;
    }

    /// <summary>
    /// Registers <see cref="IPriceReader"/>, <see cref="IHolderStore"/> and <see cref="IHolderAlertStore"/>, which write nothing but
    /// holders with their purchases and alerts.
    /// </summary>
    public static IHostApplicationBuilder AddHolderStore(this IHostApplicationBuilder builder)
    {
        builder.AddPriceReader();
        builder.Services.TryAddSingleton<TableCreator>();
        builder.Services.TryAddSingleton<IHolderAlertStore, DynamoHolderAlertStore>();
        builder.Services.TryAddSingleton<IHolderStore, DynamoHolderStore>();
        return builder;
    }

    private static void ReadAwsVariables(PriceStoreOptions options, IConfiguration configuration)
    {
        options.LocalEndpoint ??= configuration[PriceStoreOptions.LocalEndpointVariable];
        options.Region ??= configuration[PriceStoreOptions.RegionVariable];
    }
}
