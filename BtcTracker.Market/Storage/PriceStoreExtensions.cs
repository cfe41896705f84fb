using Microsoft.Extensions.Hosting;

namespace BtcTracker.Market.Storage;

/// <summary>Registers the store.</summary>
public static class PriceStoreExtensions
{
    /// <summary>Registers <see cref="IPriceReader"/> alone.</summary>
    public static IHostApplicationBuilder AddPriceReader(this IHostApplicationBuilder builder) =>
        throw new InvalidOperationException("The store is not built yet.");

    /// <summary>Registers <see cref="IPriceReader"/> and <see cref="IPriceWriter"/>.</summary>
    public static IHostApplicationBuilder AddPriceWriter(this IHostApplicationBuilder builder) =>
        throw new InvalidOperationException("The store is not built yet.");
}
