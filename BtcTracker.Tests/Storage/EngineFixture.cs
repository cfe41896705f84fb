using BtcTracker.AppHost;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Storage;

/// <summary>
/// One running engine for the tests of a class; each of them takes a table of its own. Where it cannot run here, they are skipped with the
/// reason.
/// </summary>
public abstract class EngineFixture : IAsyncLifetime
{
    private Uri? _endpoint;
    private string? _absent;

    internal Uri Endpoint
    {
        get
        {
            Assert.SkipWhen(_absent is not null, _absent ?? string.Empty);
            return _endpoint!;
        }
    }

    public async ValueTask InitializeAsync() => (_endpoint, _absent) = await StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts it: gives its address, or why it cannot run on this machine.</summary>
    private protected abstract Task<(Uri? Endpoint, string? Absent)> StartAsync(CancellationToken cancellationToken);

    private protected abstract ValueTask EndAsync();
}

/// <summary>An engine that comes with the npm packages.</summary>
public abstract class EmbeddedFixture(string engineName) : EngineFixture
{
    private EmbeddedStore? _store;

    private protected override ValueTask EndAsync() => _store?.DisposeAsync() ?? ValueTask.CompletedTask;

    private protected override async Task<(Uri? Endpoint, string? Absent)> StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            _store = await EmbeddedStore.StartAsync(engineName, cancellationToken);
            return (_store.Endpoint, null);
        }
        catch (FileNotFoundException error) when (engineName == StoreEngine.Dynoxide)
        {
            return (null, error.Message); // Its binary is an optional package: not every platform has it.
        }
    }
}

public sealed class DynoxideFixture() : EmbeddedFixture(StoreEngine.Dynoxide);

public sealed class DynaliteFixture() : EmbeddedFixture(StoreEngine.Dynalite);

/// <summary>DynamoDB Local, AWS's own, in a container.</summary>
public sealed class DynamoDbLocalFixture : EngineFixture
{
    private DynamoDbLocal? _container;

    private protected override ValueTask EndAsync() => _container?.DisposeAsync() ?? ValueTask.CompletedTask;

    private protected override async Task<(Uri? Endpoint, string? Absent)> StartAsync(CancellationToken cancellationToken)
    {
        (_container, var absent) = await DynamoDbLocal.StartAsync(cancellationToken);
        return (_container?.Endpoint, absent);
    }
}
