using BtcTracker.Market;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Encoding;
using Microsoft.Extensions.DependencyInjection;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>The web project on a real socket over a real store that holds a whole history, for the browser tests of a class.</summary>
public sealed class PageFixture : IAsyncLifetime
{
    private static readonly TimeSpan Interval10Seconds = TimeSpan.FromSeconds(10);

    private EmbeddedStore? _engine;
    private PriceStoreHost? _store;
    private WebSite? _site;
    private DateTimeOffset _slot;

    internal Uri Address { get; private set; } = null!;

    internal Uri StoreEndpoint => _engine!.Endpoint;

    internal PriceStoreHost Store => _store!;

    /// <summary>A browser's keys for web push; the site's own public key is the same.</summary>
    internal PushBrowser Device { get; } = new();

    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var now = TimeProvider.System.GetUtcNow();
        _engine = await EmbeddedStore.StartAsync(null, cancellationToken);
        _store = new PriceStoreHost(_engine.Endpoint);
        await _store.Writer.EnsureTableAsync(cancellationToken);
        await MarketData.StoreAsync(
            _store.Writer,
            [
                .. MarketData.SixteenYears(PriceFiles.MostReal, now),
                .. MarketData.Walk(Market.Interval.OneHour, now, 24 * 32),
                .. MarketData.Walk(Market.Interval.FiveMinutes, now, 12 * 25),
            ]
        );
        _slot = SlotGrid.Parse("10s", MarketMode.Demo).SlotOf(now);
        await PublishAsync(92_481.17m);
        _site = new WebSite(
            _engine.Endpoint,
            _store.Table,
            settings: new Dictionary<string, string> { ["Alerts:Push:PublicKey"] = Device.P256dh }
        )
        {
            Resolver = new StubResolver(StubResolver.Public),
        };
        Address = _site.ListenOnFreePort();
        await WaitForHistoryAsync(_site.Services.GetRequiredService<CurrentSnapshot>(), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }

        Device.Dispose();
        _store?.Dispose();
        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }
    }

    /// <summary>Stores the next quote, as ingest does.</summary>
    internal async Task PublishAsync(decimal price)
    {
        await _store!.Writer.TryPutQuoteAsync(MarketData.Quote(_slot, price), TestContext.Current.CancellationToken);
        _slot += Interval10Seconds;
        await _store.Writer.PutScheduleAsync(
            MarketData.Schedule(_slot, Interval10Seconds) with
            {
                StaleAfter = TimeSpan.FromHours(1),
            },
            TestContext.Current.CancellationToken
        );
    }

    private static async Task WaitForHistoryAsync(CurrentSnapshot current, CancellationToken cancellationToken)
    {
        while (current.Value.History.Stored(Market.Interval.FiveMinutes).IsEmpty)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
        }
    }
}
