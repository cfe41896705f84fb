using BtcTracker.Market;
using BtcTracker.Market.Storage.Holders;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Web;

/// <summary>A site with a person's own page on a fixed day, 12 days before the anniversary of a first purchase on 5 April.</summary>
public abstract class MeTestBase(WebFixture fixture)
{
    private protected static readonly DateTimeOffset Today = new(2026, 3, 24, 12, 0, 0, TimeSpan.Zero);

    private protected WebFixture Fixture => fixture;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected static async Task<HolderAccount> FindAsync(PriceStoreHost store, string name = "Ana") =>
        (await store.Holders.FindAsync(HolderName.Parse(name), Cancellation))!;

    private protected WebSite At(PriceStoreHost store) => new(fixture.Endpoint, store.Table, clock: new DayClock(Today));
}
