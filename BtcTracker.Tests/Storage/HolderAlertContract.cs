using BtcTracker.Market;
using BtcTracker.Market.Push;
using BtcTracker.Market.Storage.Holders;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Storage;

/// <summary>What the store promises of holders' alerts, on every engine.</summary>
public abstract class HolderAlertContract(EngineFixture engine) : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
    private static readonly PushSubscription Push = new("https://push.example.com/x", "key", "auth", "es");

    private readonly PriceStoreHost _store = new(engine.Endpoint);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_alert_comes_back_with_all_that_it_has_to_its_holder_and_to_ingest()
    {
        var ana = await CreateAsync("Ana");
        var added = await AddAsync(ana, new(AlertSide.Below, 99_999.12345678m, Push, Reached: false, Noon));
        var pending = new PendingPush(99_000.5m, Noon.AddSeconds(1.5), "kraken", Noon) { Tries = 2, NextTry = Noon.AddMinutes(1) };
        var changed = added with { Reached = true, Pending = pending, SentAt = Noon.AddDays(-1), Version = 2 };

        Assert.True(await _store.AlertShards.TryReplaceAsync(added, changed, Cancellation));

        Assert.Equal(changed, Assert.Single(await _store.HolderAlerts.FindAsync(ana, Cancellation)));
        Assert.Equal(changed, Assert.Single(await AllAsync()));
        Assert.StartsWith("A#", (await _store.KeysAsync(Cancellation))[0].Partition, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_moves_with_each_change_of_the_holder_and_stays_with_those_of_ingest()
    {
        var ana = await CreateAsync("Ana");
        var versions = new HashSet<string>();
        var added = await AddAsync(ana, Alert(100));
        async Task<bool> HasMovedAsync() => versions.Add(string.Join(' ', await VersionsAsync()));

        Assert.True(await HasMovedAsync());
        await _store.HolderAlerts.SetPushAsync(ana, Push, Cancellation);
        Assert.True(await HasMovedAsync());
        var read = Assert.Single(await AllAsync());
        Assert.True(await _store.AlertShards.TryReplaceAsync(read, read with { Reached = true, Version = 3 }, Cancellation));
        Assert.False(await HasMovedAsync());
        Assert.True(await _store.HolderAlerts.TryRemoveAsync(added, Cancellation));
        Assert.True(await HasMovedAsync());
    }

    [Fact]
    public async Task A_holder_has_at_most_twenty_alerts_when_several_are_added_at_the_same_time()
    {
        var ana = await CreateAsync("Ana");

        var added = await Task.WhenAll(
            Enumerable.Range(1, 24).Select(line => _store.HolderAlerts.TryAddAsync(ana, Alert(line), Cancellation))
        );

        Assert.Equal(20, added.Count(alert => alert is not null));
        Assert.Equal(
            Enumerable.Range(1, 20),
            (await _store.HolderAlerts.FindAsync(ana, Cancellation)).Select(alert => alert.Number).Order()
        );
    }

    [Fact]
    public async Task Ingest_replaces_no_alert_that_was_changed_or_removed_since_it_was_read()
    {
        var ana = await CreateAsync("Ana");
        var first = await AddAsync(ana, Alert(100));
        await _store.HolderAlerts.SetPushAsync(ana, Push, Cancellation);
        Assert.False(await _store.AlertShards.TryReplaceAsync(first, first with { Reached = true, Version = 2 }, Cancellation));

        var second = Assert.Single(await AllAsync());
        Assert.True(await _store.HolderAlerts.TryRemoveAsync(second, Cancellation));
        Assert.False(await _store.AlertShards.TryReplaceAsync(second, second with { Reached = true, Version = 3 }, Cancellation));
        var third = await AddAsync(ana, Alert(100));
        Assert.Equal((first.Number, true), (third.Number, third.Id != first.Id));
        Assert.False(await _store.AlertShards.TryReplaceAsync(first, first with { Reached = true, Version = 2 }, Cancellation));
        Assert.False(await _store.HolderAlerts.TryRemoveAsync(first, Cancellation));
        Assert.Equal(third, Assert.Single(await AllAsync()));
    }

    [Fact]
    public async Task A_subscription_is_set_for_all_alerts_of_a_holder_and_removed_with_what_waits()
    {
        var (ana, eva) = (await CreateAsync("Ana"), await CreateAsync("Eva"));
        await AddAsync(ana, Alert(1));
        await AddAsync(ana, Alert(2));
        await AddAsync(eva, Alert(3));

        await _store.HolderAlerts.SetPushAsync(ana, Push, Cancellation);
        Assert.All(await _store.HolderAlerts.FindAsync(ana, Cancellation), alert => Assert.Equal(Push, alert.Push));
        Assert.Null(Assert.Single(await _store.HolderAlerts.FindAsync(eva, Cancellation)).Push);

        var read = (await _store.HolderAlerts.FindAsync(ana, Cancellation))[0];
        await _store.AlertShards.TryReplaceAsync(
            read,
            read with
            {
                Pending = new PendingPush(1, Noon, "kraken", Noon),
                Version = read.Version + 1,
            },
            Cancellation
        );
        await _store.HolderAlerts.SetPushAsync(ana, null, Cancellation);
        Assert.All(
            await _store.HolderAlerts.FindAsync(ana, Cancellation),
            alert => Assert.Equal((null, null), (alert.Push, alert.Pending))
        );
    }

    [Fact]
    public async Task A_deleted_holder_leaves_no_alert_and_those_of_others_stay()
    {
        var (ana, eva) = (await CreateAsync("Ana"), await CreateAsync("Eva"));
        await AddAsync(ana, Alert(1));
        await AddAsync(ana, Alert(2));
        await AddAsync(eva, Alert(3));

        await _store.Holders.DeleteAsync(ana, Cancellation);

        Assert.Equal("EVA", Assert.Single(await AllAsync()).HolderKey);
        await Assert.ThrowsAsync<HolderDeletedException>(() => _store.HolderAlerts.TryAddAsync(ana, Alert(4), Cancellation));
        var next = await CreateAsync("Ana");
        Assert.Empty(await _store.HolderAlerts.FindAsync(next, Cancellation));
        Assert.Single(await AllAsync());
    }

    [Fact]
    public async Task An_item_that_cannot_be_read_hides_no_other_from_ingest()
    {
        var ana = await CreateAsync("Ana");
        var added = await AddAsync(ana, Alert(1));
        await _store.PutAsync(
            new()
            {
                ["pk"] = new($"A#{added.Shard}"),
                ["sk"] = new() { N = "77" },
                ["holder"] = new("ANA"),
            },
            Cancellation
        );

        Assert.Equal(added, Assert.Single(await AllAsync()));
    }

    [Fact]
    public async Task The_last_slot_that_was_evaluated_is_kept()
    {
        await _store.Writer.EnsureTableAsync(Cancellation);
        Assert.Null(await _store.AlertShards.FindEvaluatedAsync(Cancellation));

        await _store.AlertShards.PutEvaluatedAsync(Noon, Cancellation);

        Assert.Equal(Noon, await _store.AlertShards.FindEvaluatedAsync(Cancellation));
    }

    private static NewAlert Alert(decimal line) => new(AlertSide.Above, line, Push: null, Reached: null, Noon);

    private async Task<List<HolderAlert>> AllAsync()
    {
        var all = new List<HolderAlert>();
        for (var shard = 0; shard < _store.AlertShards.Count; shard++)
        {
            all.AddRange(await _store.AlertShards.ReadAsync(shard, Cancellation));
        }

        return all;
    }

    private async Task<List<string?>> VersionsAsync()
    {
        var versions = new List<string?>();
        for (var shard = 0; shard < _store.AlertShards.Count; shard++)
        {
            versions.Add(await _store.AlertShards.FindVersionAsync(shard, Cancellation));
        }

        return versions;
    }

    private async Task<HolderAlert> AddAsync(HolderRecord holder, NewAlert alert)
    {
        var added = await _store.HolderAlerts.TryAddAsync(holder, alert, Cancellation);
        Assert.NotNull(added);
        return added;
    }

    private async Task<HolderRecord> CreateAsync(string name)
    {
        var record = new HolderRecord
        {
            Name = HolderName.Parse(name),
            Id = Guid.NewGuid().ToString("N"),
            TokenHash = new string('a', 64),
            FirstBought = new DateOnly(2013, 4, 5),
            Created = Noon,
        };
        Assert.True(await _store.Holders.TryCreateAsync(record, Cancellation));
        return record;
    }
}

[Trait("Level", "Storage")]
public sealed class HolderAlertsOnDynoxideTests(DynoxideFixture engine) : HolderAlertContract(engine), IClassFixture<DynoxideFixture>;

[Trait("Level", "Storage")]
public sealed class HolderAlertsOnDynaliteTests(DynaliteFixture engine) : HolderAlertContract(engine), IClassFixture<DynaliteFixture>;

[Slow]
[Trait("Level", "Storage")]
public sealed class HolderAlertsOnDynamoDbLocalTests(DynamoDbLocalFixture engine)
    : HolderAlertContract(engine),
        IClassFixture<DynamoDbLocalFixture>;
