using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Options;

namespace BtcTracker.Market.Storage;

/// <summary>
/// The table's few requests, with the client's errors converted to <see cref="PriceStoreException"/>. A missing local table reads as empty;
/// on AWS, where the services cannot create it, it is an error.
/// </summary>
internal sealed class PriceTable(IAmazonDynamoDB client, IOptions<PriceStoreOptions> options)
{
    private readonly string _table = options.Value.Table;

    public Task<Dictionary<string, AttributeValue>?> FindAsync(
        string partition,
        long sort,
        bool consistent,
        CancellationToken cancellationToken
    )
    {
        var request = new GetItemRequest(_table, ItemExtensions.NewItem(partition, sort), consistent);
        return AskAsync(
            async () => NullWhereEmpty((await client.GetItemAsync(request, cancellationToken)).Item),
            missing: null,
            cancellationToken
        );
    }

    /// <summary>The item with the highest sort key of a key range.</summary>
    public async Task<Dictionary<string, AttributeValue>?> FindLastAsync(
        KeyRange span,
        bool consistent,
        CancellationToken cancellationToken
    )
    {
        var request = Query(span);
        request.ConsistentRead = consistent;
        request.ScanIndexForward = false;
        request.Limit = 1;
        return (await PageAsync(request, cancellationToken)).Items?.FirstOrDefault();
    }

    /// <summary>The items of a key range in order; at most one page of the store, 1 MB, is in memory at a time.</summary>
    public IAsyncEnumerable<Dictionary<string, AttributeValue>> ReadAsync(
        KeyRange span,
        bool consistent,
        CancellationToken cancellationToken
    )
    {
        var request = Query(span);
        request.ConsistentRead = consistent;
        return ReadPagesAsync(request, cancellationToken);
    }

    /// <summary>The same, read consistently, with the named attributes only.</summary>
    public IAsyncEnumerable<Dictionary<string, AttributeValue>> ReadConsistentlyAsync(
        KeyRange span,
        IReadOnlyList<string> attributes,
        CancellationToken cancellationToken
    )
    {
        var request = Query(span);
        request.ConsistentRead = true;
        request.ProjectionExpression = string.Join(", ", attributes.Select(name => "#" + name));
        foreach (var name in attributes)
        {
            request.ExpressionAttributeNames["#" + name] = name;
        }

        return ReadPagesAsync(request, cancellationToken);
    }

    /// <summary>Puts an item if a condition holds, or unconditionally.</summary>
    /// <returns>Whether it was put.</returns>
    public Task<bool> TryPutAsync(Dictionary<string, AttributeValue> item, PutGuard? guard, CancellationToken cancellationToken)
    {
        var request = new PutItemRequest(_table, item)
        {
            ConditionExpression = guard?.Condition,
            ExpressionAttributeNames = guard?.Names,
            ExpressionAttributeValues = guard?.Values,
        };
        return AskAsync(() => IsDoneAsync(client.PutItemAsync(request, cancellationToken)), cancellationToken);
    }

    /// <summary>Deletes an item if a condition holds. On AWS the services' roles do not allow it.</summary>
    /// <returns>Whether it was deleted.</returns>
    public Task<bool> TryDeleteAsync(string partition, long sort, PutGuard? guard, CancellationToken cancellationToken)
    {
        var request = new DeleteItemRequest(_table, ItemExtensions.NewItem(partition, sort))
        {
            ConditionExpression = guard?.Condition,
            ExpressionAttributeNames = guard?.Names,
            ExpressionAttributeValues = guard?.Values,
        };
        return AskAsync(() => IsDoneAsync(client.DeleteItemAsync(request, cancellationToken)), cancellationToken);
    }

    private static async Task<bool> IsDoneAsync(Task request)
    {
        try
        {
            await request;
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }

    private async IAsyncEnumerable<Dictionary<string, AttributeValue>> ReadPagesAsync(
        QueryRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        do
        {
            var page = await PageAsync(request, cancellationToken);
            foreach (var item in page.Items ?? [])
            {
                yield return item;
            }

            request.ExclusiveStartKey = NullWhereEmpty(page.LastEvaluatedKey);
        } while (request.ExclusiveStartKey is not null);
    }

    private Task<QueryResponse> PageAsync(QueryRequest request, CancellationToken cancellationToken) =>
        AskAsync(() => client.QueryAsync(request, cancellationToken), missing: new QueryResponse(), cancellationToken);

    private QueryRequest Query(KeyRange span) =>
        new(_table)
        {
            KeyConditionExpression = "#pk = :pk AND #sk BETWEEN :first AND :last",
            ExpressionAttributeNames = new() { ["#pk"] = Keys.Partition, ["#sk"] = Keys.Sort },
            ExpressionAttributeValues = new()
            {
                [":pk"] = new AttributeValue(span.Partition),
                [":first"] = ItemExtensions.Number(span.First),
                [":last"] = ItemExtensions.Number(span.Last),
            },
        };

    private async Task<T> AskAsync<T>(Func<Task<T>> ask, T missing, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(ask, cancellationToken);
        }
        catch (PriceStoreException error) when (options.Value.IsLocal && error.InnerException is ResourceNotFoundException)
        {
            return missing;
        }
    }

    private Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken) =>
        DynamoErrors.TranslateAsync(ask, options.Value, cancellationToken);

    private static Dictionary<string, AttributeValue>? NullWhereEmpty(Dictionary<string, AttributeValue>? item) =>
        item is { Count: > 0 } ? item : null;
}
