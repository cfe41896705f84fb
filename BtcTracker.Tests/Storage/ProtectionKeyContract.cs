using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Storage;

/// <summary>What the store promises of the keys that web processes share, on every engine.</summary>
public abstract class ProtectionKeyContract(EngineFixture engine) : IDisposable
{
    private readonly PriceStoreHost _store = new(engine.Endpoint);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_store_without_a_table_has_no_key()
    {
        Assert.Empty(await _store.ProtectionKeys.ReadAsync(Cancellation));
    }

    [Fact]
    public async Task Keys_come_back_as_they_were_added()
    {
        string[] keys = ["<key id=\"1\">ä</key>", "<key id=\"2\" />"];
        foreach (var key in keys)
        {
            await _store.ProtectionKeys.AddAsync("name", key, Cancellation);
        }

        Assert.Equal(keys, await _store.ProtectionKeys.ReadAsync(Cancellation));
    }

    [Fact]
    public async Task Processes_that_add_at_the_same_time_replace_no_key_of_another()
    {
        using var other = new PriceStoreHost(engine.Endpoint, _store.Table);
        var keys = Enumerable.Range(0, 20).Select(number => $"<key id=\"{number}\" />").ToList();

        await Task.WhenAll(
            keys.Select((key, number) => (number % 2 == 0 ? _store : other).ProtectionKeys.AddAsync("name", key, Cancellation))
        );

        Assert.Equal(keys.Order(), (await other.ProtectionKeys.ReadAsync(Cancellation)).Order());
    }
}

[Trait("Level", "Storage")]
public sealed class ProtectionKeysOnDynoxideTests(DynoxideFixture engine) : ProtectionKeyContract(engine), IClassFixture<DynoxideFixture>;

[Trait("Level", "Storage")]
public sealed class ProtectionKeysOnDynaliteTests(DynaliteFixture engine) : ProtectionKeyContract(engine), IClassFixture<DynaliteFixture>;

[Slow]
[Trait("Level", "Storage")]
public sealed class ProtectionKeysOnDynamoDbLocalTests(DynamoDbLocalFixture engine)
    : ProtectionKeyContract(engine),
        IClassFixture<DynamoDbLocalFixture>;
