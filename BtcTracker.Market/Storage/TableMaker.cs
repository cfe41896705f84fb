using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BtcTracker.Market.Storage;

/// <summary>Makes the table of a local store on first use. On AWS the data stack owns the table, and it is only looked for.</summary>
internal sealed partial class TableMaker(
    IAmazonDynamoDB client,
    IOptions<PriceStoreOptions> options,
    TimeProvider clock,
    ILogger<TableMaker> logger
) : IDisposable
{
    private const int Looks = 100;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _making = new(1, 1);
    private volatile bool _isThere;

    /// <summary>Whether the store stands on this machine.</summary>
    public bool MayMake => options.Value.IsLocal;

    /// <summary>Makes sure, once, that a local store has the table; asks AWS nothing.</summary>
    public async Task EnsureLocalAsync(CancellationToken cancellationToken)
    {
        if (_isThere || !MayMake)
        {
            return;
        }

        await _making.WaitAsync(cancellationToken);
        try
        {
            if (!_isThere)
            {
                await EnsureAsync(cancellationToken);
            }
        }
        finally
        {
            _making.Release();
        }
    }

    /// <summary>Makes the table where it is missing and may be made, and waits until it takes requests.</summary>
    /// <exception cref="PriceStoreException">It is missing on AWS, or the store does not answer.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (MayMake)
        {
            await EnsureMadeAsync(cancellationToken);
        }
        else
        {
            await LookForAsync(cancellationToken);
        }

        _isThere = true;
    }

    public void Dispose() => _making.Dispose();

    private async Task EnsureMadeAsync(CancellationToken cancellationToken)
    {
        if (await FindStatusAsync(cancellationToken) is null)
        {
            await CreateAsync(cancellationToken);
        }

        await WaitUntilActiveAsync(cancellationToken);
    }

    /// <summary>Reads one item, whether it is there or not: the roles on AWS allow to read items, and not to describe the table.</summary>
    /// <exception cref="PriceStoreException">The table is missing, or the store does not answer.</exception>
    public async Task LookForAsync(CancellationToken cancellationToken)
    {
        var request = new GetItemRequest
        {
            TableName = options.Value.Table,
            Key = new()
            {
                [Keys.Partition] = new(Keys.Schedule),
                [Keys.Sort] = new() { N = "0" },
            },
        };
        await AskAsync(() => client.GetItemAsync(request, cancellationToken), cancellationToken);
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        var request = new CreateTableRequest
        {
            TableName = options.Value.Table,
            BillingMode = BillingMode.PAY_PER_REQUEST,
            KeySchema = [new(Keys.Partition, KeyType.HASH), new(Keys.Sort, KeyType.RANGE)],
            AttributeDefinitions = [new(Keys.Partition, ScalarAttributeType.S), new(Keys.Sort, ScalarAttributeType.N)],
        };
        try
        {
            await AskAsync(() => client.CreateTableAsync(request, cancellationToken), cancellationToken);
            Log.TableMade(logger, options.Value.Table);
        }
        catch (PriceStoreException error) when (error.InnerException is ResourceInUseException)
        {
            Log.TableMadeElsewhere(logger, options.Value.Table);
        }
    }

    private async Task WaitUntilActiveAsync(CancellationToken cancellationToken)
    {
        for (var look = 0; look < Looks; look++)
        {
            if (await AskAsync(DescribeAsync, cancellationToken) == TableStatus.ACTIVE)
            {
                return;
            }

            await Task.Delay(BetweenLooks, clock, cancellationToken);
        }

        throw new PriceStoreException($"The table '{options.Value.Table}' does not become active: look at the store's log.");

        Task<TableStatus> DescribeAsync() => DescribeStatusAsync(cancellationToken);
    }

    private async Task<TableStatus?> FindStatusAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(() => DescribeStatusAsync(cancellationToken), cancellationToken);
        }
        catch (PriceStoreException error) when (error.InnerException is ResourceNotFoundException)
        {
            return null;
        }
    }

    private async Task<TableStatus> DescribeStatusAsync(CancellationToken cancellationToken) =>
        (await client.DescribeTableAsync(options.Value.Table, cancellationToken)).Table.TableStatus;

    private Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken) =>
        DynamoErrors.TranslateAsync(ask, options.Value, cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Made the table {Table}.")]
        public static partial void TableMade(ILogger logger, string table);

        [LoggerMessage(Level = LogLevel.Information, Message = "Another process has just made the table {Table}.")]
        public static partial void TableMadeElsewhere(ILogger logger, string table);
    }
}
