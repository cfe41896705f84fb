using BtcTracker.ServiceDefaults;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace BtcTracker.Web.Hosting;

/// <summary>
/// Shutdown after SIGTERM: health checks fail and streams end at once, new connections are accepted for the drain time,
/// then requests in flight are completed.
/// </summary>
public static class Draining
{
    /// <summary>The longest drain time.</summary>
    public static readonly TimeSpan LongestTime = TimeSpan.FromSeconds(60);

    // Below the 120 seconds after which the platform kills the process. The host does not bind its own variable, so it is set here.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(90);

    /// <summary>Adds the drain time and the health check that reports it.</summary>
    public static void AddDraining(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<DrainingOptions>()
            .BindConfiguration(DrainingOptions.Section)
            .Validate(
                draining => draining.Time >= TimeSpan.Zero && draining.Time <= LongestTime,
                "Draining:Time must be between 00:00:00 and 00:01:00."
            )
            .ValidateOnStart();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopLimit);
        builder.Services.AddHostedService<DrainTime>();
        builder.Services.AddHealthChecks().AddCheck<DrainingHealth>("draining", tags: [Health.LivenessTag]);
    }

    /// <summary>
    /// Closes each connection with its next response during shutdown, so that no later request on it is lost.
    /// </summary>
    public static IApplicationBuilder UseDraining(this IApplicationBuilder app)
    {
        var stopping = app.ApplicationServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        return app.Use(
            (context, next) =>
            {
                if (stopping.IsCancellationRequested && HttpProtocol.IsHttp11(context.Request.Protocol))
                {
                    context.Response.Headers.Connection = "close";
                }

                return next(context);
            }
        );
    }

    private sealed class DrainingHealth(IHostApplicationLifetime lifetime) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(
                lifetime.ApplicationStopping.IsCancellationRequested
                    ? HealthCheckResult.Unhealthy("The service is leaving.")
                    : HealthCheckResult.Healthy()
            );
    }

    /// <summary>The host stops its services, the listener among them, after this has waited. The time counts from the signal.</summary>
    private sealed class DrainTime(IOptions<DrainingOptions> options, IHostApplicationLifetime lifetime, TimeProvider clock)
        : IHostedLifecycleService
    {
        // The signal and the host's stop come on two threads, in either order: the first of them starts the timer.
        private readonly Lazy<Task> _end = new(() => Task.Delay(options.Value.Time, clock));

        public Task StartAsync(CancellationToken cancellationToken)
        {
            lifetime.ApplicationStopping.Register(() => _ = _end.Value);
            return Task.CompletedTask;
        }

        public Task StoppingAsync(CancellationToken cancellationToken) => _end.Value.WaitAsync(cancellationToken);

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
