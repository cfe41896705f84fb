using System.Net.Sockets;
using System.Text;

namespace BtcTracker.Ingest.Health;

/// <summary>Answers each health request with one line.</summary>
internal sealed partial class HealthListener(string name, WorkerHeartbeat heartbeat, ILogger<HealthListener> logger) : BackgroundService
{
    private const int Waiting = 8;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listener = HealthSocket.Create();
        listener.Bind(HealthSocket.EndPoint(name));
        listener.Listen(Waiting);
        while (!stoppingToken.IsCancellationRequested)
        {
            using var asker = await listener.AcceptAsync(stoppingToken);
            await AnswerAsync(asker, stoppingToken);
        }
    }

    private async Task AnswerAsync(Socket asker, CancellationToken cancellationToken)
    {
        try
        {
            await asker.SendAsync(Encoding.UTF8.GetBytes(Answer()), cancellationToken);
        }
        catch (SocketException error)
        {
            Log.AskerLeft(logger, error.Message);
        }
    }

    private string Answer() =>
        heartbeat.IsBeating
            ? $"{HealthSocket.Healthy}The worker's last heartbeat was {heartbeat.Silence.TotalSeconds:F0} s ago."
            : $"{HealthSocket.Unhealthy}The worker has had no heartbeat for {heartbeat.Silence.TotalSeconds:F0} s: it hangs.";

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "The health client disconnected before the response: {Reason}")]
        public static partial void AskerLeft(ILogger logger, string reason);
    }
}
