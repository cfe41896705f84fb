using Amazon.DynamoDBv2;
using BtcTracker.Market.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BtcTracker.Benchmarks.Data;

/// <summary>The project's own store of prices, over an engine or over a client that records.</summary>
internal sealed class PriceStore : IDisposable
{
    private readonly IHost _host;

    private PriceStore(Uri endpoint, IAmazonDynamoDB? client)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration[PriceStoreOptions.LocalEndpointVariable] = endpoint.OriginalString;
        if (client is not null)
        {
            builder.Services.AddSingleton(client);
        }

        builder.AddPriceWriter();
        _host = builder.Build();
    }

    /// <summary>Writes as ingest does.</summary>
    public IPriceWriter Writer => _host.Services.GetRequiredService<IPriceWriter>();

    /// <summary>Reads as the web does.</summary>
    public IPriceReader Reader => _host.Services.GetRequiredService<IPriceReader>();

    /// <summary>The store behind an address.</summary>
    public static PriceStore Open(Uri endpoint) => new(endpoint, client: null);

    /// <summary>The store with another client.</summary>
    public static PriceStore Over(IAmazonDynamoDB client) => new(new Uri("http://127.0.0.1:1"), client);

    /// <inheritdoc />
    public void Dispose() => _host.Dispose();
}
