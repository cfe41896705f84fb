using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Benchmarks.Data;

/// <summary>Counts what reading costs: requests, items, their bytes and read units.</summary>
internal sealed class MeteredClient(Uri endpoint) : AmazonDynamoDBClient(StoreClient.Credentials, StoreClient.ConfigFor(endpoint))
{
    /// <summary>DynamoDB counts an eventually consistent read of a page in halves of 4 KB, rounded up.</summary>
    private const double BytesPerUnit = 2 * 4096;

    private double _units;

    /// <summary>Items that were read.</summary>
    public long Items { get; private set; }

    /// <summary>Their bytes, counted as DynamoDB does.</summary>
    public long Bytes { get; private set; }

    /// <summary>Requests that were made.</summary>
    public int Requests { get; private set; }

    /// <summary>Read units: as the engine reports them, else computed from the items' sizes.</summary>
    public double Units => _units;

    /// <summary>Whether the engine reported the units of every request.</summary>
    public bool EngineReportsUnits { get; private set; } = true;

    /// <inheritdoc />
    public override async Task<ScanResponse> ScanAsync(ScanRequest request, CancellationToken cancellationToken = default)
    {
        request.ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL;
        var page = await base.ScanAsync(request, cancellationToken);
        Count(page.Items, page.ConsumedCapacity);
        return page;
    }

    /// <inheritdoc />
    public override async Task<QueryResponse> QueryAsync(QueryRequest request, CancellationToken cancellationToken = default)
    {
        request.ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL;
        var page = await base.QueryAsync(request, cancellationToken);
        Count(page.Items, page.ConsumedCapacity);
        return page;
    }

    /// <inheritdoc />
    public override async Task<GetItemResponse> GetItemAsync(GetItemRequest request, CancellationToken cancellationToken = default)
    {
        request.ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL;
        var answer = await base.GetItemAsync(request, cancellationToken);
        Count(answer.Item is { Count: > 0 } item ? [item] : [], answer.ConsumedCapacity);
        return answer;
    }

    private void Count(List<Dictionary<string, AttributeValue>>? items, ConsumedCapacity? consumed)
    {
        var bytes = items?.Sum(ItemSize.Of) ?? 0;
        Requests++;
        Items += items?.Count ?? 0;
        Bytes += bytes;
        EngineReportsUnits &= consumed?.CapacityUnits is not null;
        _units += consumed?.CapacityUnits ?? Math.Max(0.5, Math.Ceiling(bytes / (BytesPerUnit / 2)) / 2);
    }
}
