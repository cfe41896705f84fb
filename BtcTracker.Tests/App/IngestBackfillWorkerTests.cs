using BtcTracker.Ingest;
using BtcTracker.Ingest.Backfill;
using BtcTracker.Ingest.Sources;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BtcTracker.Tests.App;

/// <summary>Backfill's worker outlives whatever its source does.</summary>
[Trait("Level", "App")]
public sealed class IngestBackfillWorkerTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly StubCandleSource _source = new();
    private IngestWorld? _world;
    private IHost? _ingest;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await IngestWorld.StartAsync();
        var builder = IngestApp.CreateBuilder(_world.Arguments());
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddSingleton<ICandleSource>(_source);
        _ingest = builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        _ingest?.Dispose();
        await _world!.DisposeAsync();
    }

    [Fact]
    public async Task A_source_that_asks_to_be_left_alone_for_months_is_asked_again_after_an_hour()
    {
        _source.Answer = (_, _) => throw new SourceException(SourceFailure.AddressLimit, "Too many.", TimeSpan.FromSeconds(6_000_000));

        await AssertAskedAgainWithinAsync(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task A_failure_that_nobody_thought_of_does_not_end_it()
    {
        _source.Answer = (_, _) => throw new InvalidOperationException("Half a character.");

        await AssertAskedAgainWithinAsync(TimeSpan.FromSeconds(2));
    }

    private async Task AssertAskedAgainWithinAsync(TimeSpan pause)
    {
        var worker = _ingest!.Services.GetServices<IHostedService>().OfType<BackfillWorker>().Single();
        await worker.StartAsync(Token);
        await Eventually.IsTrueAsync(() => worker.ExecuteTask!.IsCompleted || (_source.Asked.Count == 1 && _clock.WaitingTimers == 1), Token);
        Assert.False(worker.ExecuteTask!.IsCompleted, $"{worker.ExecuteTask.Exception}");

        _clock.Advance(pause);

        await Eventually.IsTrueAsync(() => _source.Asked.Count == 2, Token);
        await worker.StopAsync(Token);
    }
}
