using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BtcTracker.Market.Storage;

/// <summary>Creates the table of a local store on first use. On AWS the data stack owns the table, and it is only checked.</summary>
internal sealed partial class TableCreator(
    IAmazonDynamoDB client,
    IOptions<PriceStoreOptions> options,
    TimeProvider clock,
    ILogger<TableCreator> logger
) : IDisposable
{
    private const int MaximumPolls = 100;
    private static readonly TimeSpan BetweenPolls = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _creating = new(1, 1);
    private volatile bool _exists;

    /// <summary>Whether the store is on this machine.</summary>
    public bool MayCreate => options.Value.IsLocal;

    /// <summary>Makes sure, once, that a local store has the table; sends nothing to AWS.</summary>
    public async Task EnsureLocalAsync(CancellationToken cancellationToken)
    {
        if (_exists || !MayCreate)
        {
            return;
        }

        await _creating.WaitAsync(cancellationToken);
        try
        {
            if (!_exists)
            {
                await EnsureAsync(cancellationToken);
            }
        }
        finally
        {
            _creating.Release();
        }
    }

    /// <summary>Creates the table if it is missing and may be created, and waits until it is active.</summary>
    /// <exception cref="PriceStoreException">The table is missing on AWS, or the store does not respond.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (MayCreate)
        {
            await EnsureCreatedAsync(cancellationToken);
        }
        else
        {
            await CheckExistsAsync(cancellationToken);
        }

        _exists = true;
    }

    public void Dispose() => _creating.Dispose();

    private async Task EnsureCreatedAsync(CancellationToken cancellationToken)
    {
        if (await FindStatusAsync(cancellationToken) is null)
        {
            await CreateAsync(cancellationToken);
        }

        await WaitUntilActiveAsync(cancellationToken);
    }

    /// <summary>Reads an item that need not exist: the roles on AWS may read items, but not describe the table.</summary>
    /// <exception cref="PriceStoreException">The table is missing, or the store does not respond.</exception>
    public async Task CheckExistsAsync(CancellationToken cancellationToken)
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
            Log.TableCreated(logger, options.Value.Table);
        }
        catch (PriceStoreException error) when (error.InnerException is ResourceInUseException)
        {
            Log.TableCreatedElsewhere(logger, options.Value.Table);
        }
    }

    private async Task WaitUntilActiveAsync(CancellationToken cancellationToken)
    {
        for (var poll = 0; poll < MaximumPolls; poll++)
        {
            if (await AskAsync(DescribeAsync, cancellationToken) == TableStatus.ACTIVE)
            {
                return;
            }

            await Task.Delay(BetweenPolls, clock, cancellationToken);
        }

        throw new PriceStoreException($"The table '{options.Value.Table}' does not become active: check the store's log.");

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
        [LoggerMessage(Level = LogLevel.Information, Message = "Created the table {Table}.")]
        public static partial void TableCreated(ILogger logger, string table);

        [LoggerMessage(Level = LogLevel.Information, Message = "Another process has just created the table {Table}.")]
        public static partial void TableCreatedElsewhere(ILogger logger, string table);
    }
}
