using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace BtcTracker.AppHost.Running;

/// <summary>Runs the application, and adds what a run on a developer's machine needs in addition to Aspire.</summary>
internal static class AppHostRun
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(4);

    /// <summary>Whether this process is the AppHost, not a test host.</summary>
    public static bool OwnsProcess { get; } = Assembly.GetEntryAssembly() == typeof(AppHostRun).Assembly;

    /// <summary>Builds the application and runs it until it is stopped.</summary>
    /// <exception cref="SettingException">A port is in use, or a resource cannot start; the message says what to do.</exception>
    public static async Task BuildAndRunAsync(this IDistributedApplicationBuilder builder)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            await builder.Build().RunAsync();
            return;
        }

        using var ports = FixedPorts.Reserve(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<StartFailure>();
        builder.Services.AddSingleton<LastLogLines>();
        builder.Services.AddHostedService<OrderedShutdown>();
        if (OwnsProcess)
        {
            OrchestratorWatcher.AddTo(builder);
        }

        await RunAsync(builder.Build());
    }

    private static async Task RunAsync(DistributedApplication application)
    {
        var failure = application.Services.GetRequiredService<StartFailure>();
        var lifetime = application.Services.GetRequiredService<IHostApplicationLifetime>();

        // A closed terminal. .NET's host itself handles SIGINT, SIGTERM and SIGQUIT only.
        using var hangUp = PosixSignalRegistration.Create(
            PosixSignal.SIGHUP,
            signal =>
            {
                signal.Cancel = true;
                lifetime.StopApplication();
            }
        );
        await using (application)
        {
            try
            {
                await application.StartAsync();
                await application.WaitForShutdownAsync();
            }
            catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
            {
                // A signal or a failure stopped the start itself. The host does not stop what it has already started.
                await TryToStopAsync(application);
            }
        }

        failure.ThrowIfReported();
    }

    private static async Task TryToStopAsync(DistributedApplication application)
    {
        using var limit = new CancellationTokenSource(StopLimit, TimeProvider.System);
        try
        {
            await application.StopAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // What has not started cannot be stopped. The orchestrator ends the rest after this process.
        }
    }
}
