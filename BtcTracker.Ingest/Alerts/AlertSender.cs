using BtcTracker.Market;
using BtcTracker.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Alerts;

/// <summary>Posts one message, once.</summary>
public sealed class AlertSender(HttpClient client, IOptions<AlertOptions> options, TimeProvider clock)
{
    /// <summary>How long the receiver has to acknowledge it.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Posts the message.</summary>
    /// <returns>Null if it was acknowledged; otherwise why not, without the address's path or query.</returns>
    public async Task<SendFailure?> TrySendAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // A span would contain the whole address.
            return await Telemetry.UntracedAsync(() => SendAsync(message, either.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendFailure($"it did not respond within {Limit.TotalSeconds:F0} seconds");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new SendFailure(ProxyRefusal.IsIn(exception) ? ProxyRefusal.Advice : exception.Message);
        }
    }

    private async Task<SendFailure?> SendAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        using var request = AlertRequest.Create(message, options.Value, clock.GetUtcNow());
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return response.IsSuccessStatusCode
            ? null
            : new SendFailure(
                (int)response.StatusCode is >= 300 and <= 399
                    ? $"it returned {(int)response.StatusCode}, a redirect, which is not followed"
                    : $"it returned {(int)response.StatusCode}",
                Http.RetryAfterOf(response, clock.GetUtcNow())
            );
    }
}

/// <summary>Why a message was not acknowledged.</summary>
/// <param name="Reason">The reason, for display.</param>
/// <param name="RetryAfter">The receiver's Retry-After; null if it sent none.</param>
public sealed record SendFailure(string Reason, TimeSpan? RetryAfter = null);
