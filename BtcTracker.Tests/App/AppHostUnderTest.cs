using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Tests.App;

/// <summary>Runs the AppHost in this process, on free ports and without a dashboard.</summary>
internal static class AppHostUnderTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Starts the application. Disposing it ends everything that it started.</summary>
    /// <param name="arguments">Its settings.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="collector">What the services send their telemetry to, over OTLP/HTTP; empty for nowhere.</param>
    public static async Task<DistributedApplication> StartAsync(
        string[] arguments,
        CancellationToken cancellationToken,
        string collector = ""
    )
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.BtcTracker_AppHost>(arguments, cancellationToken);
        builder.Services.AddLogging(logging => logging.ClearProviders());

        // The testing host points OTLP at a port that nothing listens on; every service would wait for it at its end.
        foreach (var service in builder.Resources.OfType<ProjectResource>())
        {
            builder
                .CreateResourceBuilder(service)
                .WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", collector)
                .WithEnvironment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        }

        var application = await builder.BuildAsync(cancellationToken);
        await application.OrReportAsync(application.StartAsync(cancellationToken), Patience, cancellationToken);
        return application;
    }

    /// <summary>Waits until a resource is healthy, or fails with the state, the health and the last log lines of every one.</summary>
    public static Task HealthyAsync(
        this DistributedApplication application,
        string resource,
        CancellationToken cancellationToken,
        TimeSpan? patience = null
    ) =>
        application.OrReportAsync(
            application.ResourceNotifications.WaitForResourceHealthyAsync(resource, cancellationToken),
            patience ?? Patience,
            cancellationToken
        );

    private static async Task OrReportAsync(
        this DistributedApplication application,
        Task work,
        TimeSpan patience,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await work.WaitAsync(patience, TimeProvider.System, cancellationToken);
        }
        catch (TimeoutException timeout)
        {
            throw new TimeoutException(await ResourceReport.WriteAsync(application), timeout);
        }
    }
}
