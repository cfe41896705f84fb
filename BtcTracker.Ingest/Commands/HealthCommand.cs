using System.CommandLine;
using System.Net.Sockets;
using System.Text;
using BtcTracker.Ingest.Health;

namespace BtcTracker.Ingest.Commands;

/// <summary>
/// The command <c>health</c>: checks the worker in the same container. It needs no shell, network or credentials.
/// </summary>
internal static class HealthCommand
{
    private const int LongestAnswer = 512;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <summary>Creates the command.</summary>
    public static Command Create(IReadOnlyList<string> settings)
    {
        var command = new Command("health", "Check the worker in this container: 0 if it is healthy, otherwise 1.");
        command.SetAction((_, cancellationToken) => RunAsync(settings, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyList<string> settings, CancellationToken cancellationToken)
    {
        try
        {
            var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine([.. settings]).Build();
            var name =
                HealthSocket.NameIn(configuration)
                ?? throw new FormatException(
                    $"{HealthSocket.Setting} is not set. Give the worker and this command the same name, as the image does."
                );
            return await PublishAsync(await AskAsync(name, cancellationToken));
        }
        catch (FormatException error)
        {
            return await PublishAsync(HealthSocket.Unhealthy + error.Message);
        }
    }

    private static async Task<string> AskAsync(string name, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using var socket = HealthSocket.Create();
        try
        {
            await socket.ConnectAsync(HealthSocket.EndPoint(name), ended.Token);
            var answer = new byte[LongestAnswer];
            return Encoding.UTF8.GetString(answer, 0, await socket.ReceiveAsync(answer, ended.Token));
        }
        catch (SocketException error)
        {
            return $"{HealthSocket.Unhealthy}No worker responds: {error.Message}.";
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return $"{HealthSocket.Unhealthy}The worker does not respond within {Limit.TotalSeconds:F0} s.";
        }
    }

    private static async Task<int> PublishAsync(string answer)
    {
        var isHealthy = answer.StartsWith(HealthSocket.Healthy);
        await (isHealthy ? Console.Out : Console.Error).WriteLineAsync(
            answer.Length > 0 ? answer[1..] : "The worker ended during the request."
        );
        return isHealthy ? CommandExit.Done : CommandExit.Wrong;
    }
}
