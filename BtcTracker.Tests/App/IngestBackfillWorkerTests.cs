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
    public Task A_source_whose_retry_time_is_months_away_is_called_again_after_an_hour() =>
        AssertAskedAgainAfterAsync(
            TimeSpan.FromHours(1),
            () => new SourceException(SourceFailure.AddressLimit, "Too many.", TimeSpan.FromSeconds(6_000_000))
        );

    [Fact]
    public Task A_failure_that_nobody_thought_of_does_not_end_it() =>
        AssertAskedAgainAfterAsync(TimeSpan.FromSeconds(2), () => new InvalidOperationException("Half a character."));

    [Fact]
    public Task A_clock_that_is_set_back_by_a_day_does_not_stop_it_for_a_day() =>
        AssertAskedAgainAfterAsync(
            TimeSpan.FromSeconds(2) - TimeSpan.FromDays(1),
            () => new InvalidOperationException("Half a character."),
            setBack: TimeSpan.FromDays(1)
        );

    private async Task AssertAskedAgainAfterAsync(TimeSpan pause, Func<Exception> failure, TimeSpan setBack = default)
    {
        var asked = new List<DateTimeOffset>();
        _source.Answer = (_, _) =>
        {
            asked.Add(_clock.GetUtcNow());
            throw failure();
        };
        var worker = _ingest!.Services.GetServices<IHostedService>().OfType<BackfillWorker>().Single();
        await worker.StartAsync(Token);

        while (_source.Asked.Count < 2)
        {
            await Eventually.IsTrueAsync(
                () => worker.ExecuteTask!.IsCompleted || _source.Asked.Count == 2 || _clock.WaitingTimers == 1,
                Token
            );
            Assert.False(worker.ExecuteTask!.IsCompleted, $"{worker.ExecuteTask.Exception}");
            _clock.Set(_clock.GetUtcNow() - setBack);
            setBack = TimeSpan.Zero;
            _clock.Advance(_clock.NextDue - _clock.GetUtcNow() ?? TimeSpan.Zero);
        }

        await worker.StopAsync(Token);
        Assert.InRange(asked[1] - asked[0], pause, pause + TimeSpan.FromMilliseconds(1));
    }
}
