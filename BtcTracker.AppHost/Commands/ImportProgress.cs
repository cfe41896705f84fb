using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BtcTracker.AppHost.Commands;

/// <summary>
/// Shows an import's progress in the console log of ingest and as a property of its details. Aspire's own dialog cannot update its message
/// or show a percentage.
/// </summary>
internal static partial class ImportProgress
{
    private const string Property = "Import";

    /// <summary>Shows a line of the program's output.</summary>
    public static Task ShowAsync(ExecuteCommandContext context, IResource ingest, string file, string line)
    {
        Log.Progress(context.Logger, file, line);
        return PublishAsync(context, ingest, $"{file}: {line}");
    }

    /// <summary>Removes the property.</summary>
    public static Task ClearAsync(ExecuteCommandContext context, IResource ingest) => PublishAsync(context, ingest, text: null);

    private static async Task PublishAsync(ExecuteCommandContext context, IResource ingest, string? text)
    {
        var states = context.Services.GetRequiredService<ResourceNotificationService>();
        if (!states.TryGetCurrentState(context.ResourceName, out var current))
        {
            return;
        }

        await states.PublishUpdateAsync(
            ingest,
            current.ResourceId,
            snapshot =>
                snapshot with
                {
                    Properties =
                    [
                        .. snapshot.Properties.Where(property => property.Name != Property),
                        .. text is null ? Array.Empty<ResourcePropertySnapshot>() : [new ResourcePropertySnapshot(Property, text)],
                    ],
                }
        );
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Import of {File}: {Progress}")]
        public static partial void Progress(ILogger logger, string file, string progress);
    }
}
