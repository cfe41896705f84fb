using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using BtcTracker.Market.Storage;
using BtcTracker.Market.Storage.Holders;
using BtcTracker.Market.Storage.Imported;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BtcTracker.Tests.Storage;

/// <summary>The store as a service registers it, without the rest of a service.</summary>
internal sealed class PriceStoreHost : IDisposable
{
    private readonly IHost _host;

    public PriceStoreHost(Uri endpoint, string? table = null, TimeSpan? attemptTimeout = null)
    {
        Table = table ?? $"test-{Guid.NewGuid():N}";
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection([
            new("AWS_ENDPOINT_URL_DYNAMODB", endpoint.OriginalString),
            new("Store:Table", Table),
            new("Store:AttemptTimeout", (attemptTimeout ?? TimeSpan.FromSeconds(10)).ToString()),
        ]);
        builder.AddPriceWriter();
        builder.AddDataProtectionKeyStore();
        builder.AddHolderStore();
        _host = builder.Build();
    }

    public string Table { get; }

    public IPriceReader Reader => _host.Services.GetRequiredService<IPriceReader>();

    public IPriceWriter Writer => _host.Services.GetRequiredService<IPriceWriter>();

    public IImportStore Imports => _host.Services.GetRequiredService<IImportStore>();

    public IDataProtectionKeyStore ProtectionKeys => _host.Services.GetRequiredService<IDataProtectionKeyStore>();

    public IHolderStore Holders => _host.Services.GetRequiredService<IHolderStore>();

    public IHolderAlertStore HolderAlerts => _host.Services.GetRequiredService<IHolderAlertStore>();

    public IAlertShards AlertShards => _host.Services.GetRequiredService<IAlertShards>();

    public IAlertStore Alerts => _host.Services.GetRequiredService<IAlertStore>();

    /// <summary>Puts an item past all that knows what items look like.</summary>
    public Task PutAsync(Dictionary<string, AttributeValue> item, CancellationToken cancellationToken) =>
        _host.Services.GetRequiredService<IAmazonDynamoDB>().PutItemAsync(Table, item, cancellationToken);

    /// <summary>The keys of all items.</summary>
    public async Task<List<(string Partition, string Sort)>> KeysAsync(CancellationToken cancellationToken) =>
        [
            .. (await _host.Services.GetRequiredService<IAmazonDynamoDB>().ScanAsync(new ScanRequest(Table), cancellationToken))
                .Items.Select(item => (item["pk"].S, item["sk"].N))
                .Order(),
        ];

    /// <summary>Deletes an item, which no service does.</summary>
    public Task DeleteAsync(string partition, long sort, CancellationToken cancellationToken) =>
        _host
            .Services.GetRequiredService<IAmazonDynamoDB>()
            .DeleteItemAsync(
                Table,
                new()
                {
                    ["pk"] = new AttributeValue(partition),
                    ["sk"] = new AttributeValue { N = $"{sort}" },
                },
                cancellationToken
            );

    /// <summary>Deletes the table and waits until it is gone.</summary>
    public async Task DeleteTableAsync(CancellationToken cancellationToken)
    {
        var client = _host.Services.GetRequiredService<IAmazonDynamoDB>();
        await client.DeleteTableAsync(Table, cancellationToken);
        while ((await client.ListTablesAsync(cancellationToken)).TableNames?.Contains(Table) ?? false)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }
    }

    public void Dispose() => _host.Dispose();
}
