using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Benchmarks.Data;

/// <summary>Reads whole tables.</summary>
internal static class TableScan
{
    /// <summary>Every item of a table, page by page.</summary>
    public static async IAsyncEnumerable<Dictionary<string, AttributeValue>> ItemsOf(
        IAmazonDynamoDB client,
        string table,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var request = new ScanRequest { TableName = table };
        do
        {
            var page = await client.ScanAsync(request, cancellationToken);
            foreach (var item in page.Items ?? [])
            {
                yield return item;
            }

            request.ExclusiveStartKey = page.LastEvaluatedKey;
        } while (request.ExclusiveStartKey is { Count: > 0 });
    }
}
