using BtcTracker.Market;
using BtcTracker.Tests.App;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Faults;

/// <summary>Ingest's process and the store's, whose disk is full and then is not.</summary>
[Slow]
[Trait("Level", "Faults")]
public sealed class FullDiskTests
{
    private const string Stored = "Stored the slot";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_that_was_stored_or_read_is_lost_and_ingest_goes_on_without_a_restart()
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 16);
        await using var world = await IngestWorld.StartOverAsync(await EmbeddedStore.StartInAsync(disk.Folder("store"), null, Token));
        await using var ingest = new IngestProcess(world.Environment());
        await ingest.WaitForAsync(Stored, times: 3);

        disk.Fill();
        await ingest.WaitForAsync("The store failed", times: 3);
        var stored = ingest.CountOf(Stored);
        Assert.True((await world.QuotesAsync()).Count >= stored);
        disk.Free();
        await ingest.WaitForAsync(Stored, times: stored + 5);
        await ingest.StopAsync();

        Assert.Equal(0, ingest.CountOf("was dropped") + ingest.CountOf("readings that the store did not accept"));
        await world.AssertEverySlotIsStoredOrMissedAsync(IngestWorld.Slot);
        await world.AssertOwnCandlesEqualTheirQuotesAsync();
        Assert.DoesNotContain(await world.GapsAsync(), gap => gap.Reason == GapReason.NotStored);
    }
}
