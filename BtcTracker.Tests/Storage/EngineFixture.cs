using BtcTracker.AppHost;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Storage;

/// <summary>One running engine for the tests of a class; each of them takes a table of its own.</summary>
public abstract class EngineFixture(string engineName) : IAsyncLifetime
{
    private EmbeddedStore? _store;
    private string? _absent;

    internal EmbeddedStore Store
    {
        get
        {
            Assert.SkipWhen(_absent is not null, _absent ?? string.Empty);
            return _store!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        try
        {
            _store = await EmbeddedStore.StartAsync(engineName, TestContext.Current.CancellationToken);
        }
        catch (FileNotFoundException error) when (engineName == StoreEngine.Dynoxide)
        {
            _absent = error.Message; // Its binary is an optional package: not every platform has it.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}

public sealed class DynoxideFixture() : EngineFixture(StoreEngine.Dynoxide);

public sealed class DynaliteFixture() : EngineFixture(StoreEngine.Dynalite);
