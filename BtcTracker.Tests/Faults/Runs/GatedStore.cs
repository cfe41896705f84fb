using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace BtcTracker.Tests.Faults.Runs;

/// <summary>
/// The store's client of one process: each request passes a gate that may refuse it, lose its answer, or end the process.
/// </summary>
internal sealed class GatedStore(Uri endpoint, StoreGate gate)
    : AmazonDynamoDBClient(new BasicAWSCredentials("local", "local"), ConfigOf(endpoint))
{
    public override Task<GetItemResponse> GetItemAsync(GetItemRequest request, CancellationToken cancellationToken = default) =>
        gate.PassAsync(() => base.GetItemAsync(request, CancellationToken.None), cancellationToken);

    public override Task<QueryResponse> QueryAsync(QueryRequest request, CancellationToken cancellationToken = default) =>
        gate.PassAsync(() => base.QueryAsync(request, CancellationToken.None), cancellationToken);

    public override Task<PutItemResponse> PutItemAsync(PutItemRequest request, CancellationToken cancellationToken = default) =>
        gate.PassAsync(
            async () =>
            {
                var response = await base.PutItemAsync(request, CancellationToken.None);
                gate.Applied(request.Item);
                return response;
            },
            cancellationToken
        );

    public override Task<DescribeTableResponse> DescribeTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        gate.PassAsync(() => base.DescribeTableAsync(tableName, CancellationToken.None), cancellationToken);

    public override Task<CreateTableResponse> CreateTableAsync(CreateTableRequest request, CancellationToken cancellationToken = default) =>
        gate.PassAsync(() => base.CreateTableAsync(request, CancellationToken.None), cancellationToken);

    private static AmazonDynamoDBConfig ConfigOf(Uri endpoint) =>
        new()
        {
            ServiceURL = endpoint.OriginalString,
            AuthenticationRegion = "us-east-1",
            Timeout = TimeSpan.FromMinutes(5), // Real time, in which nothing of the run ends.
        };
}
