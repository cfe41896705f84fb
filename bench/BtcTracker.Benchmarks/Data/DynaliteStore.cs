using System.Diagnostics;
using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using BtcTracker.AppHost;
using BtcTracker.Benchmarks.Measuring;

namespace BtcTracker.Benchmarks.Data;

/// <summary>Dynalite with a copy of another store's tables; it has no import, so they are written in batches.</summary>
internal sealed class DynaliteStore : IAsyncDisposable
{
    /// <summary>What BatchWriteItem takes at most.</summary>
    private const int BatchSize = 25;
    private const int BatchesAtOnce = 8;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("btctracker-dynalite-");
    private ServerProcess? _process;

    private DynaliteStore() { }

    /// <summary>What <c>AWS_ENDPOINT_URL_DYNAMODB</c> is set to.</summary>
    public Uri Endpoint => _process!.Address;

    /// <summary>Starts dynalite and copies both tables into it.</summary>
    public static async Task<DynaliteStore> CopyAsync(Uri source, CancellationToken cancellationToken)
    {
        var store = new DynaliteStore();
        try
        {
            await store.StartAsync(cancellationToken);
            await store.CopyTablesAsync(source, cancellationToken);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        var engine = StoreEngine.ForDynalite(Paths.Root, _folder.FullName);
        _process = await ServerProcess.StartAsync(
            engine.Command,
            port => [.. engine.Arguments, "--port", port],
            environment: null,
            "/",
            cancellationToken
        );
    }

    private async Task CopyTablesAsync(Uri source, CancellationToken cancellationToken)
    {
        using var from = StoreClient.Create(source);
        using var to = StoreClient.Create(Endpoint);
        var started = Stopwatch.StartNew();
        foreach (var table in new[] { TableSchemas.Designed, NaiveTable.Name })
        {
            await CopyAsync(from, to, table, cancellationToken);
        }

        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"Dynalite: both tables copied in {started.Elapsed.TotalSeconds:F1} s.")
        );
    }

    private static async Task CopyAsync(
        AmazonDynamoDBClient from,
        AmazonDynamoDBClient to,
        string table,
        CancellationToken cancellationToken
    )
    {
        var described = (await from.DescribeTableAsync(table, cancellationToken)).Table;
        await to.CreateTableAsync(
            new CreateTableRequest(table, described.KeySchema)
            {
                AttributeDefinitions = described.AttributeDefinitions,
                BillingMode = BillingMode.PAY_PER_REQUEST,
            },
            cancellationToken
        );
        var limits = new ParallelOptions { MaxDegreeOfParallelism = BatchesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            TableScan.ItemsOf(from, table, cancellationToken).Chunk(BatchSize),
            limits,
            async (batch, token) =>
            {
                var puts = batch.Select(item => new WriteRequest(new PutRequest(item))).ToList();
                await to.BatchWriteItemAsync(
                    new BatchWriteItemRequest(new Dictionary<string, List<WriteRequest>> { [table] = puts }),
                    token
                );
            }
        );
    }
}
