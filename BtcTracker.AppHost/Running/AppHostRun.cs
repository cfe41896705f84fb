using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace BtcTracker.AppHost.Running;

/// <summary>Runs the application, and adds what a run on a person's machine needs beyond Aspire.</summary>
internal static class AppHostRun
{
    /// <summary>Whether this process is the AppHost, not a test host that runs one or several.</summary>
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
        builder.Services.AddHostedService<OrderedStop>();
        if (OwnsProcess)
        {
            builder.Services.AddHostedService<OrchestratorWatch>();
        }

        await RunAsync(builder.Build());
    }

    private static async Task RunAsync(DistributedApplication application)
    {
        var failure = application.Services.GetRequiredService<StartFailure>();
        var lifetime = application.Services.GetRequiredService<IHostApplicationLifetime>();

        // A closed terminal. .NET's host itself handles SIGINT, SIGTERM and SIGQUIT only.
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            lifetime.StopApplication();
        });
        try
        {
            await application.RunAsync();
        }
        catch (OperationCanceledException) when (failure.IsReported)
        {
            // The failure stopped the start itself.
        }

        failure.ThrowIfReported();
    }
}
