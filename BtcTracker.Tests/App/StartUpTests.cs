using BtcTracker.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BtcTracker.Tests.App;

/// <summary>The exit code of a service.</summary>
[Trait("Level", "App")]
public sealed class StartUpTests
{
    [Fact]
    public async Task A_background_service_that_fails_ends_the_process_with_exit_code_1() =>
        Assert.Equal(1, await RunAsync(_ => throw new InvalidOperationException("It broke.")));

    [Fact]
    public async Task A_stop_that_was_asked_for_is_exit_code_0() => Assert.Equal(0, await RunAsync(lifetime => lifetime.StopApplication()));

    private static Task<int> RunAsync(Action<IHostApplicationLifetime> work) =>
        StartUp.RunAsync(() =>
        {
            var builder = Host.CreateEmptyApplicationBuilder(settings: null);
            builder.Services.AddSingleton(work);
            builder.Services.AddHostedService<Worker>();
            return builder.Build();
        });

    /// <summary>Does its work once, then waits for its end.</summary>
    private sealed class Worker(Action<IHostApplicationLifetime> work, IHostApplicationLifetime lifetime) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            work(lifetime);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stoppingToken);
        }
    }
}
