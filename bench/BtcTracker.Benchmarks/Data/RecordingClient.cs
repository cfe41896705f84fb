using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Benchmarks.Data;

/// <summary>
/// Takes what the project's own writer puts, so that a table can be imported whole instead of being written item by item.
/// </summary>
internal sealed class RecordingClient(Action<Dictionary<string, AttributeValue>> record)
    : AmazonDynamoDBClient(StoreClient.Credentials, StoreClient.ConfigFor(Nowhere))
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:1");

    /// <inheritdoc />
    public override Task<PutItemResponse> PutItemAsync(PutItemRequest request, CancellationToken cancellationToken = default)
    {
        record(request.Item);
        return Task.FromResult(new PutItemResponse());
    }

    /// <inheritdoc />
    public override Task<DescribeTableResponse> DescribeTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        Task.FromResult(new DescribeTableResponse { Table = new TableDescription { TableStatus = TableStatus.ACTIVE } });
}
