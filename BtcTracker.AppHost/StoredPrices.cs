using BtcTracker.AppHost.Health;
using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.AppHost;

/// <summary>Checks whether the real market's table has prices, before the app model is built.</summary>
internal static class StoredPrices
{
    /// <summary>Whether it has a quote or an imported history. An embedded engine with data is started for the query.</summary>
    public static async Task<bool> ExistAsync(StoreSettings settings)
    {
        if (settings.Kind is not StoreKind.Embedded || !Directory.Exists(settings.FolderOf(MarketMode.Live)))
        {
            return false;
        }

        var engine = settings.EngineFor(MarketMode.Live);
        return Path.Exists(engine.DataPath) && await HasPricesAsync(engine);
    }

    private static async Task<bool> HasPricesAsync(StoreEngine engine)
    {
        try
        {
            await using var running = await TemporaryStore.StartAsync(engine);
            using var prices = LocalPrices.Open(running.Address, MarketPlan.LiveTable);
            var now = TimeProvider.System.GetUtcNow();
            return await prices.Reader.FindLatestQuoteAsync(Symbol.BtcUsd, now, CancellationToken.None) is not null
                || await prices.Reader.FindLastImportAsync(CancellationToken.None) is not null;
        }
        catch (SettingException error)
        {
            throw new SettingException($"{error.Message} Or start without it: --Market:Mode=demo.", error);
        }
        catch (PriceStoreException error)
        {
            throw new SettingException(
                $"The real prices in {engine.DataPath} cannot be read: {error.Message} "
                    + "Choose the market with --Market:Mode=live or --Market:Mode=demo, or use another folder "
                    + "with --Store:DataFolder=PATH.",
                error
            );
        }
    }
}
