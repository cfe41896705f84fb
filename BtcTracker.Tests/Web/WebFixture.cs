using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Web;

/// <summary>One store for the tests of a class; each of them takes a table and a web site of its own, unless it only reads.</summary>
public sealed class WebFixture : IAsyncLifetime
{
    private EmbeddedStore? _engine;
    private PriceStoreHost? _sharedStore;
    private WebSite? _sharedSite;

    internal Uri Endpoint => _engine!.Endpoint;

    public async ValueTask InitializeAsync() => _engine = await EmbeddedStore.StartAsync(null, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await (_sharedSite?.DisposeAsync() ?? ValueTask.CompletedTask);
        _sharedStore?.Dispose();
        await (_engine?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <summary>A new table, and its writer.</summary>
    internal async Task<PriceStoreHost> NewStoreAsync()
    {
        var store = new PriceStoreHost(Endpoint);
        await store.Writer.EnsureTableAsync(TestContext.Current.CancellationToken);
        return store;
    }

    /// <summary>One web site for all tests of a class that only read the same data.</summary>
    /// <param name="fill">Stores the data, before the site's first start.</param>
    internal async Task<WebSite> SharedSiteAsync(Func<PriceStoreHost, Task> fill)
    {
        if (_sharedSite is null)
        {
            _sharedStore = await NewStoreAsync();
            await fill(_sharedStore);
            _sharedSite = Site(_sharedStore);
        }

        return _sharedSite;
    }

    /// <summary>The web project over a table.</summary>
    internal WebSite Site(PriceStoreHost store, string mode = "live", IReadOnlyDictionary<string, string>? settings = null) =>
        new(Endpoint, store.Table, mode, settings: settings);

    /// <summary>The web project over a table, with something before its stream.</summary>
    internal WebSite Site(PriceStoreHost store, FaultyStreamProxy trouble, string mode = "live") =>
        new(Endpoint, store.Table, mode) { Trouble = trouble };
}
