using BtcTracker.Ingest;
using BtcTracker.Ingest.Backfill;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BtcTracker.Tests.App;

/// <summary>Backfill says how far it has come while much is missing, and when it is done.</summary>
[Trait("Level", "App")]
public sealed class IngestBackfillReportTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    private readonly ManualTimeProvider _clock = new(Now);
    private readonly StubCandleSource _source = new() { Beginning = Now.AddDays(-3) };
    private IngestWorld? _world;
    private IHost? _ingest;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await IngestWorld.StartAsync();
        await _world.Writer.EnsureTableAsync(Token);
        var builder = IngestApp.CreateBuilder(_world.Arguments());
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddSingleton<ICandleSource>(_source);
        // The store answers in its own time, so that only the worker waits on the test's clock.
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<StoreCalls>(services, TimeProvider.System));
        _ingest = builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        _ingest?.Dispose();
        await _world!.DisposeAsync();
    }

    [Fact]
    public async Task What_is_missing_at_the_start_is_reported_until_it_is_stored()
    {
        var fails = true;
        _source.Answer = (interval, range) =>
            fails && interval == Interval.OneHour && range.From > Now.AddDays(-3) ? throw new SourceException(SourceFailure.Server, "No.")
            : fails && interval == Interval.FiveMinutes && range.From < Now.AddDays(-1)
                ? throw new SourceException(SourceFailure.Server, "No.")
            : StubCandleSource.Whole(interval, range);
        var worker = _ingest!.Services.GetServices<IHostedService>().OfType<BackfillWorker>().Single();
        await worker.StartAsync(Token);
        await Eventually.IsTrueAsync(() => _clock.WaitingTimers == 1, Token);

        var first = await _world!.Reader.FindBackfillProgressAsync(Token);
        fails = false;
        _clock.Advance(TimeSpan.FromSeconds(2));
        var last = await Eventually.GetAsync(
            () => _world.Reader.FindBackfillProgressAsync(Token),
            progress => progress?.IsRunning == false,
            Token
        );
        await worker.StopAsync(Token);

        Assert.Equal((true, Now), (first!.IsRunning, first.UpdatedAt));
        Assert.Equal([new(Interval.OneDay, 0, 3), new(Interval.OneHour, 0, 72), new(Interval.FiveMinutes, 288, 864)], first.Parts);
        Assert.Equal([new(Interval.OneDay, 3, 3), new(Interval.OneHour, 72, 72), new(Interval.FiveMinutes, 864, 864)], last!.Parts);
    }

    [Fact]
    public async Task A_few_missing_candles_are_not_reported()
    {
        foreach (var plan in BackfillPlan.All.Where(plan => !plan.IsAdvance))
        {
            await _world!.Writer.RaiseWatermarkAsync(
                Symbol.BtcUsd,
                plan.Interval,
                plan.Era,
                plan.Interval.OpenTimeOf(Now.AddHours(-20)),
                Token
            );
        }

        var worker = _ingest!.Services.GetServices<IHostedService>().OfType<BackfillWorker>().Single();
        await worker.StartAsync(Token);
        await Eventually.IsTrueAsync(() => _clock.WaitingTimers == 1, Token);
        await worker.StopAsync(Token);

        Assert.NotEmpty(await _world!.CandlesAsync(Interval.FiveMinutes));
        Assert.Null(await _world.Reader.FindBackfillProgressAsync(Token));
    }
}
