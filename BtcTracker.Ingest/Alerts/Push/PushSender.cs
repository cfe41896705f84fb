using System.Net;
using BtcTracker.Market.Storage.Holders;
using BtcTracker.ServiceDefaults;
using Lib.Net.Http.WebPush;
using Lib.Net.Http.WebPush.Authentication;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Alerts.Push;

/// <summary>What became of a try to send a message.</summary>
public enum PushResult
{
    /// <summary>The push service took it.</summary>
    Taken,

    /// <summary>The push service may take it later.</summary>
    Failed,

    /// <summary>The push service will not take it.</summary>
    Refused,

    /// <summary>The browser has ended its subscription.</summary>
    Gone,
}

/// <summary>What a push service answered.</summary>
/// <param name="Result">What became of the message.</param>
/// <param name="Reason">For a person; without the address's path, which is a secret.</param>
/// <param name="RetryAfter">How long the push service asks to wait; null where it does not say.</param>
public sealed record PushAnswer(PushResult Result, string Reason = "", TimeSpan? RetryAfter = null);

/// <summary>Sends one message, once: encrypted for the browser (RFC 8291) and signed with this site's key (RFC 8292).</summary>
public sealed class PushSender(HttpClient client, IOptions<PushOptions> options, TimeProvider clock) : IDisposable
{
    /// <summary>How long a push service has to take it.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly Lazy<VapidAuthentication> _keys = new(() =>
        new VapidAuthentication(options.Value.PublicKey, options.Value.PrivateKey) { Subject = options.Value.Subject }
    );

    // It would wait within the try, for as long as it is asked to.
    private readonly PushServiceClient _service = new(client) { AutoRetryAfter = false };

    /// <summary>Sends it.</summary>
    public async Task<PushAnswer> TrySendAsync(HolderAlert alert, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // A span would have the whole address.
            return await Telemetry.UntracedAsync(() => SendAsync(alert, either.Token));
        }
        catch (PushServiceClientException error)
        {
            return AnswerOf(error);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new PushAnswer(PushResult.Failed, $"it did not answer within {Limit.TotalSeconds:F0} seconds");
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return new PushAnswer(PushResult.Failed, error.Message);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_keys.IsValueCreated)
        {
            _keys.Value.Dispose();
        }
    }

    private async Task<PushAnswer> SendAsync(HolderAlert alert, CancellationToken cancellationToken)
    {
        var push = alert.Push!;
        var subscription = new PushSubscription { Endpoint = push.Endpoint };
        subscription.SetKey(PushEncryptionKeyName.P256DH, push.P256dh);
        subscription.SetKey(PushEncryptionKeyName.Auth, push.Auth);
        var message = new PushMessage(PushTexts.Payload(alert, alert.Pending!))
        {
            // A later message of the same alert takes the place of one that the push service still has.
            Topic = alert.Tag,
            TimeToLive = (int)PushDelivery.GivenUpAfter.TotalSeconds,
            Urgency = PushMessageUrgency.High,
        };
        await _service.RequestPushMessageDeliveryAsync(
            subscription,
            message,
            _keys.Value,
            VapidAuthenticationScheme.Vapid,
            cancellationToken
        );
        return new PushAnswer(PushResult.Taken);
    }

    private PushAnswer AnswerOf(PushServiceClientException error)
    {
        var status = (int)error.StatusCode;
        var result = error.StatusCode switch
        {
            HttpStatusCode.NotFound or HttpStatusCode.Gone => PushResult.Gone,
            HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout => PushResult.Failed,
            >= HttpStatusCode.InternalServerError => PushResult.Failed,
            _ => PushResult.Refused,
        };
        var wait = error.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when date > clock.GetUtcNow() => date - clock.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return new PushAnswer(
            result,
            status is >= 300 and <= 399 ? $"it answered {status}, a redirect, which is not followed" : $"it answered {status}",
            wait
        );
    }
}
