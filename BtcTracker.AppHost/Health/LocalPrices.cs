using BtcTracker.Market.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BtcTracker.AppHost.Health;

/// <summary>Reads prices in the AppHost itself, for decisions and health checks.</summary>
internal sealed class LocalPrices : IDisposable
{
    private readonly IHost _host;

    private LocalPrices(IHost host) => _host = host;

    /// <summary>The reader.</summary>
    public IPriceReader Reader => _host.Services.GetRequiredService<IPriceReader>();

    /// <summary>Opens a table of a store on this machine.</summary>
    public static LocalPrices Open(Uri store, string table) => Open(PriceStoreOptions.LocalEndpointVariable, store.OriginalString, table);

    /// <summary>Opens a table of DynamoDB on AWS with the credentials of the AppHost's user.</summary>
    public static LocalPrices OpenOnAws(string region, string table) => Open(PriceStoreOptions.RegionVariable, region, table);

    /// <inheritdoc />
    public void Dispose() => _host.Dispose();

    private static LocalPrices Open(string variable, string value, string table)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection([
            new(variable, value),
            new($"{PriceStoreOptions.Section}:{nameof(PriceStoreOptions.Table)}", table),
        ]);
        builder.AddPriceReader();
        return new LocalPrices(builder.Build());
    }
}
