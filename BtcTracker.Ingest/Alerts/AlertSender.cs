using System.Text;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using BtcTracker.Market;
using BtcTracker.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Alerts;

/// <summary>Sends one message to one receiver, once.</summary>
public sealed partial class AlertSender(HttpClient client, IOptions<AlertOptions> options, TopicCredentials credentials, TimeProvider clock)
{
    // An error of SNS is far shorter.
    private const int LongestError = 4_096;

    /// <summary>How long the receiver has to acknowledge it.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Sends the message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="receiver">One of <see cref="AlertReceivers"/> that is configured.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Null if it was acknowledged; otherwise why not, without the address's path or query.</returns>
    public async Task<SendFailure?> TrySendAsync(AlertMessage message, string receiver, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // A span would contain the whole address.
            return await Telemetry.UntracedAsync(() => SendAsync(message, receiver, either.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendFailure($"it did not respond within {Limit.TotalSeconds:F0} seconds");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new SendFailure(ProxyRefusal.IsIn(exception) ? ProxyRefusal.Advice : exception.Message);
        }
        catch (Exception exception) when (exception is AmazonClientException or AmazonServiceException or InvalidOperationException)
        {
            return new SendFailure($"there are no credentials to sign with: {exception.Message}");
        }
    }

    private async Task<SendFailure?> SendAsync(AlertMessage message, string receiver, CancellationToken cancellationToken)
    {
        var isTopic = receiver == AlertReceivers.Topic;
        using var request = isTopic
            ? await TopicRequest.CreateAsync(
                message,
                options.Value.Topic!,
                await credentials.FindAsync(cancellationToken),
                clock.GetUtcNow()
            )
            : AlertRequest.Create(message, options.Value, clock.GetUtcNow());
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return null;
        }

        var reason = $"it returned {(int)response.StatusCode}";
        reason += (int)response.StatusCode is >= 300 and <= 399 ? ", a redirect, which is not followed" : string.Empty;
        reason += isTopic && await FindErrorAsync(response, cancellationToken) is { } error ? $" ({error})" : string.Empty;
        return new SendFailure(reason, Http.RetryAfterOf(response, clock.GetUtcNow()));
    }

    // SNS gives the reason as a code: https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html
    private static async Task<string?> FindErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var start = new byte[LongestError];
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var length = await body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        var match = ErrorCode().Match(Encoding.UTF8.GetString(start, 0, length));
        return match.Success ? match.Groups["code"].Value : null;
    }

    [GeneratedRegex("<Code>(?<code>[A-Za-z]{1,64})</Code>")]
    private static partial Regex ErrorCode();
}

/// <summary>Why a message was not acknowledged.</summary>
/// <param name="Reason">The reason, for display.</param>
/// <param name="RetryAfter">The receiver's Retry-After; null if it sent none.</param>
public sealed record SendFailure(string Reason, TimeSpan? RetryAfter = null);
