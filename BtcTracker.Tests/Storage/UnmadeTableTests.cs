using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Market.Storage.Imported;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage.Imported;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BtcTracker.Tests.Storage;

/// <summary>Tables that the store did not make: on AWS, where it may not, and one that something else wrote to.</summary>
[Trait("Level", "Storage")]
public sealed class UnmadeTableTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_AWS_a_missing_table_is_reported_and_never_made()
    {
        await using var engine = await EmbeddedStore.StartAsync(engineName: null, Cancellation);
        using var client = ClientOf(engine);
        using var host = AwsHost(client);
        var writer = host.Services.GetRequiredService<IPriceWriter>();

        var missing = await Assert.ThrowsAsync<PriceStoreException>(() => writer.EnsureTableAsync(Cancellation));
        await Assert.ThrowsAsync<PriceStoreException>(() => writer.TryPutQuoteAsync(Samples.FullQuote, Cancellation));

        Assert.StartsWith(
            "DynamoDB in eu-central-1 has no table 'btctracker'. The data stack owns it",
            missing.Message,
            StringComparison.Ordinal
        );
        Assert.Empty((await client.ListTablesAsync(Cancellation)).TableNames ?? []);
    }

    [Fact]
    public async Task On_AWS_nothing_is_asked_that_the_role_of_ingest_does_not_allow()
    {
        await using var engine = await EmbeddedStore.StartAsync(engineName: null, Cancellation);
        using var stack = new PriceStoreHost(engine.Endpoint, "btctracker");
        await stack.Writer.EnsureTableAsync(Cancellation);
        using var client = ClientOf(engine);
        var asked = new HashSet<string>();
        client.BeforeRequestEvent += (_, request) => asked.Add(((WebServiceRequestEventArgs)request).Request.GetType().Name);
        using var host = AwsHost(client);
        var writer = host.Services.GetRequiredService<IPriceWriter>();

        await writer.EnsureTableAsync(Cancellation);
        await writer.TryPutQuoteAsync(Samples.FullQuote, Cancellation);
        await writer.TryPutTickAsync(new Tick(64_231.5m, Samples.At("2026-11-02"), "coinbase"), Cancellation);

        Assert.Equal(["GetItemRequest", "PutItemRequest"], asked.Order());
    }

    [Fact]
    public async Task On_AWS_an_import_deletes_nothing_and_its_removal_asks_for_that_right_before_it_changes_anything()
    {
        await using var engine = await EmbeddedStore.StartAsync(engineName: null, Cancellation);
        using var stack = new PriceStoreHost(engine.Endpoint, "btctracker");
        await stack.Writer.EnsureTableAsync(Cancellation);
        await stack.Writer.TryPutCandleAsync(Samples.FullCandle, Cancellation);
        using var client = ClientOf(engine);
        var asked = new List<string>();
        client.BeforeRequestEvent += (_, request) => asked.Add(((WebServiceRequestEventArgs)request).Request.GetType().Name);
        using var host = AwsHost(client);

        var file = new ImportedFile(
            host.Services.GetRequiredService<IImportStore>(),
            [Samples.FullCandle with { Rank = CandleRank.Import }]
        );
        await file.StoreAsync();
        Assert.Equal(["PutItemRequest", "QueryRequest"], asked.Distinct().Order());
        asked.Clear();
        await file.RemoveAsync();

        Assert.Equal("DeleteItemRequest", asked[0]);
    }

    [Fact]
    public async Task On_AWS_a_missing_table_is_not_read_as_an_empty_one()
    {
        await using var engine = await EmbeddedStore.StartAsync(engineName: null, Cancellation);
        using var client = ClientOf(engine);
        using var host = AwsHost(client);
        var reader = host.Services.GetRequiredService<IPriceReader>();

        Task[] reads =
        [
            reader.FindScheduleAsync(Cancellation),
            reader.FindLatestQuoteAsync(Symbol.BtcUsd, Samples.At("2026-11-02"), Cancellation),
        ];

        foreach (var read in reads)
        {
            var missing = await Assert.ThrowsAsync<PriceStoreException>(() => read);
            Assert.Contains("has no table 'btctracker'", missing.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_item_that_something_else_wrote_is_named()
    {
        await using var engine = await EmbeddedStore.StartAsync(engineName: null, Cancellation);
        using var store = new PriceStoreHost(engine.Endpoint);
        await store.Writer.EnsureTableAsync(Cancellation);
        using var client = ClientOf(engine);
        var item = new Dictionary<string, AttributeValue>
        {
            ["pk"] = new("Q#BTC-USD#2026-10"),
            ["sk"] = new() { N = "1793448000" },
            ["price"] = new("64231.5"),
        };
        await client.PutItemAsync(store.Table, item, Cancellation);

        var error = await Assert.ThrowsAsync<UnreadableItemException>(() =>
            store.Reader.FindLatestQuoteAsync(Symbol.BtcUsd, Samples.At("2026-11-02"), Cancellation)
        );

        Assert.StartsWith("The item Q#BTC-USD#2026-10 / 1793448000 has no valid '", error.Message, StringComparison.Ordinal);
    }

    private static AmazonDynamoDBClient ClientOf(EmbeddedStore engine) =>
        new(new BasicAWSCredentials("local", "local"), new AmazonDynamoDBConfig { ServiceURL = engine.Endpoint.OriginalString });

    private static IHost AwsHost(IAmazonDynamoDB client)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection([new(PriceStoreOptions.RegionVariable, "eu-central-1")]);
        builder.Services.AddSingleton(client);
        builder.AddPriceWriter();
        return builder.Build();
    }
}
