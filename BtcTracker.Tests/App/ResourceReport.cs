using System.Globalization;
using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace BtcTracker.Tests.App;

/// <summary>Describes every resource of an application that does not do what a test waits for.</summary>
internal static class ResourceReport
{
    private const int Lines = 10;
    private static readonly TimeSpan LogLimit = TimeSpan.FromSeconds(2);

    /// <summary>Writes the state, the health and the last log lines of each resource.</summary>
    public static async Task<string> WriteAsync(DistributedApplication application)
    {
        var report = new StringBuilder("It took too long. The resources are:").AppendLine();
        foreach (var resource in application.Services.GetRequiredService<DistributedApplicationModel>().Resources)
        {
            if (application.ResourceNotifications.TryGetCurrentState(resource.Name, out var current))
            {
                var snapshot = current.Snapshot;
                report.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"{resource.Name}: {snapshot.State?.Text}, exit code "
                        + $"{snapshot.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "none"}, "
                        + $"{snapshot.HealthStatus?.ToString() ?? "no health"}"
                );
                report.AppendJoin(
                    "",
                    snapshot.HealthReports.Select(health => $"  {health.Name}: {health.Status} {health.Description}{Environment.NewLine}")
                );
            }

            report.AppendJoin("", (await LastLinesAsync(application, resource)).Select(line => $"  | {line}{Environment.NewLine}"));
        }

        return report.ToString();
    }

    private static async Task<IEnumerable<string>> LastLinesAsync(DistributedApplication application, IResource resource)
    {
        List<string> lines = [];
        using var limit = new CancellationTokenSource(LogLimit, TimeProvider.System);
        try
        {
            await foreach (
                var batch in application
                    .Services.GetRequiredService<ResourceLoggerService>()
                    .GetAllAsync(resource)
                    .WithCancellation(limit.Token)
            )
            {
                lines.AddRange(batch.Select(line => line.Content));
            }
        }
        catch (OperationCanceledException)
        {
            // What has come until now is enough.
        }

        return lines.TakeLast(Lines);
    }
}
