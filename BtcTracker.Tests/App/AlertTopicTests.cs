using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;
using BtcTracker.Ingest.Alerts;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Tests.Unit.Ingest;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Tests.App;

/// <summary>Messages to an SNS topic, with and without a webhook beside it, over a real store; the clock is the test's.</summary>
[Trait("Level", "App")]
public sealed class AlertTopicTests : IAsyncLifetime
{
    private const string Arn = "arn:aws:sns:eu-west-1:111122223333:btctracker-alarms";
    private const string AccessKey = "AKIDEXAMPLE";
    private const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private const string SessionToken = "a-session-token";

    private readonly ManualTimeProvider _clock = new(IngestParts.Noon);
    private readonly LogKeeper<AlertDelivery> _log = new();
    private readonly HttpClient _http = new();
    private readonly ConcurrentQueue<Published> _published = [];
    private EmbeddedStore? _store;
    private PriceStoreHost? _prices;
    private AlertReceiver? _webhook;
    private StubServer? _topic;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PriceStoreHost Prices => _prices!;

    private AlertReceiver Webhook => _webhook!;

    private (int Status, string Body) TopicAnswer { get; set; } = (StatusCodes.Status200OK, "<PublishResponse/>");

    public async ValueTask InitializeAsync()
    {
        _store = await EmbeddedStore.StartAsync(engineName: null, Token);
        _prices = new PriceStoreHost(_store.Endpoint);
        _webhook = await AlertReceiver.StartAsync(Token);
        _topic = await StubServer.StartAsync(Token);
        _topic.Answer("/", PublishAsync);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        Prices.Dispose();
        await Webhook.DisposeAsync();
        await _topic!.DisposeAsync();
        await _store!.DisposeAsync();
    }

    [Fact]
    public async Task A_message_is_published_with_its_title_its_text_and_a_valid_signature()
    {
        await RaiseAsync();

        Assert.Null(await DeliverAsync(hasWebhook: false));

        var published = Assert.Single(_published);
        Assert.Equal(
            ("Publish", Arn, "BTC-USD is above 1", "105.50 from coinbase & more.", "above:1@noon"),
            (
                published.Form["Action"],
                published.Form["TopicArn"],
                published.Form["Subject"],
                published.Form["Message"],
                published.Form["MessageAttributes.entry.1.Value.StringValue"]
            )
        );
        Assert.Equal(SessionToken, published.Headers["X-Amz-Security-Token"]);
        Assert.Equal(SignatureOf(published), published.Headers["Authorization"]);
        Assert.Empty((await Prices.Alerts.FindAsync(Token))!.Pending);
    }

    [Fact]
    public async Task A_webhook_that_fails_is_tried_again_and_the_topic_gets_the_message_once()
    {
        await RaiseAsync();
        Webhook.Answer = AlertReceiver.Status(StatusCodes.Status500InternalServerError);

        Assert.Equal(_clock.GetUtcNow().AddSeconds(5), await DeliverAsync());
        Assert.Equal(AlertReceivers.Webhook, Assert.Single((await Prices.Alerts.FindAsync(Token))!.Pending).OnlyFor);
        Webhook.Answer = AlertReceiver.Status(StatusCodes.Status200OK);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(await DeliverAsync());

        Assert.Equal((2, 1), (Webhook.Received.Count, _published.Count));
    }

    [Fact]
    public async Task While_both_fail_both_are_tried_again()
    {
        await RaiseAsync();
        Webhook.Answer = AlertReceiver.Status(StatusCodes.Status500InternalServerError);
        TopicAnswer = (StatusCodes.Status503ServiceUnavailable, string.Empty);

        await DeliverAsync();
        _clock.Advance(TimeSpan.FromSeconds(5));
        await DeliverAsync();

        Assert.Equal((2, 2), (Webhook.Received.Count, _published.Count));
    }

    [Fact]
    public async Task The_reason_that_the_topic_gives_is_logged_and_stored_when_the_message_is_dropped()
    {
        TopicAnswer = (
            StatusCodes.Status403Forbidden,
            "<ErrorResponse><Error><Type>Sender</Type><Code>AuthorizationError</Code><Message>no</Message></Error></ErrorResponse>"
        );
        await RaiseAsync();
        for (var next = (DateTimeOffset?)_clock.GetUtcNow(); next is { } time; )
        {
            _clock.Advance(time - _clock.GetUtcNow());
            next = await DeliverAsync(hasWebhook: false);
        }

        var state = (await Prices.Alerts.FindAsync(Token))!;
        Assert.Equal((0, 1), (state.Pending.Count, state.GivenUp));
        Assert.Equal($"{_topic!.Address.Authority}: it returned 403 (AuthorizationError)", state.GivenUpReason);
        Assert.Contains("The topic at", Assert.Single(_log.Lines, line => line.Level == LogLevel.Error).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_credentials_the_message_waits_for_the_topic_and_the_webhook_gets_it_once(bool isOfService)
    {
        Exception error = isOfService
            ? new AmazonServiceException("Unable to reach credentials server")
            : new AmazonClientException("none were found");
        await RaiseAsync();

        Assert.Equal(_clock.GetUtcNow().AddSeconds(5), await DeliverAsync(credentials: new NoCredentials(error)));
        _clock.Advance(TimeSpan.FromSeconds(5));
        await DeliverAsync(credentials: new NoCredentials(error));

        Assert.All(
            _log.Lines.Where(line => line.Level == LogLevel.Warning),
            line => Assert.Contains("there are no credentials to sign with", line.Message, StringComparison.Ordinal)
        );
        Assert.Empty(_published);
        Assert.Single(Webhook.Received);
    }

    [Fact]
    public async Task A_receiver_that_acknowledged_before_a_stop_is_not_sent_the_message_by_the_next_process()
    {
        await RaiseAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var delivery = DeliverAsync(credentials: new HangingCredentials(), cancellationToken: stop.Token);
        await Eventually.IsTrueAsync(() => !Webhook.Received.IsEmpty, Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => delivery);
        await DeliverAsync();

        Assert.Equal((1, 1), (Webhook.Received.Count, _published.Count));
    }

    [Fact]
    public async Task A_webhook_that_hangs_does_not_keep_the_topic_from_the_message()
    {
        await RaiseAsync();
        Webhook.Answer = context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);

        var delivery = DeliverAsync();
        await Eventually.IsTrueAsync(() => !_published.IsEmpty && !Webhook.Received.IsEmpty, Token);
        _clock.Advance(AlertSender.Limit);
        await delivery;

        Assert.Equal(AlertReceivers.Webhook, Assert.Single((await Prices.Alerts.FindAsync(Token))!.Pending).OnlyFor);
    }

    [Fact]
    public async Task A_message_for_a_receiver_that_is_no_longer_configured_does_not_wait()
    {
        await RaiseAsync(onlyFor: AlertReceivers.Webhook);

        Assert.Null(await DeliverAsync(hasWebhook: false));

        Assert.Empty(_published);
        Assert.Empty((await Prices.Alerts.FindAsync(Token))!.Pending);
    }

    /// <summary>Signature Version 4, computed here step by step as its documentation has it.</summary>
    private static string SignatureOf(Published published)
    {
        const string Signed = "content-type;host;x-amz-date;x-amz-security-token";
        var (date, body) = (published.Headers["X-Amz-Date"], SHA256.HashData(Encoding.UTF8.GetBytes(published.Body)));
        var headers = string.Concat(Signed.Split(';').Select(name => $"{name}:{published.Headers[name]}\n"));
        var request = $"POST\n/\n\n{headers}\n{Signed}\n{Convert.ToHexStringLower(body)}";
        var scope = $"{date[..8]}/eu-west-1/sns/aws4_request";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request)));
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + SecretKey), Hmac);
        var signature = Convert.ToHexStringLower(Hmac(key, $"AWS4-HMAC-SHA256\n{date}\n{scope}\n{hash}"));
        return $"AWS4-HMAC-SHA256 Credential={AccessKey}/{scope}, SignedHeaders={Signed}, Signature={signature}";

        static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
    }

    private static AlertOptions Bind(params (string Name, string? Value)[] settings)
    {
        var options = new AlertOptions();
        options.Bind(
            new ConfigurationBuilder()
                .AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => setting.Value))
                .Build()
        );
        return options;
    }

    private async Task PublishAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        _published.Enqueue(
            new Published(
                context.Request.Headers.ToDictionary(one => one.Key, one => one.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                body,
                QueryHelpers.ParseQuery(body).ToDictionary(one => one.Key, one => one.Value.ToString())
            )
        );
        context.Response.StatusCode = TopicAnswer.Status;
        await context.Response.WriteAsync(TopicAnswer.Body, context.RequestAborted);
    }

    private AlertStates States() => new(Prices.Alerts, IngestParts.StoreCalls(_clock));

    private async Task RaiseAsync(string? onlyFor = null)
    {
        var message = new AlertMessage("above:1@noon", "above:1", "BTC-USD is above 1", "105.50 from coinbase & more.", _clock.GetUtcNow())
        {
            Price = 105.5m,
            OnlyFor = onlyFor,
        };
        await States().UpdateAsync(state => state with { Pending = [message] }, Token);
    }

    private Task<DateTimeOffset?> DeliverAsync(
        bool hasWebhook = true,
        TopicCredentials? credentials = null,
        CancellationToken? cancellationToken = null
    )
    {
        var options = Bind(
            ("Alerts:Rules:0:Above", "1"),
            ("Alerts:Topic", Arn),
            (AlertTopic.EndpointVariable, _topic!.Address.AbsoluteUri),
            ("Alerts:Webhook:Url", hasWebhook ? Webhook.Url : null)
        );
        Assert.Null(options.Problem);
        var configured = Microsoft.Extensions.Options.Options.Create(options);
        var sender = new AlertSender(_http, configured, credentials ?? new FixedCredentials(), _clock);
        return new AlertDelivery(
            States(),
            sender,
            IngestParts.StoreCalls(_clock),
            configured,
            IngestParts.Metrics(),
            _clock,
            _log
        ).DeliverDueAsync(cancellationToken ?? Token);
    }

    private sealed record Published(IReadOnlyDictionary<string, string> Headers, string Body, IReadOnlyDictionary<string, string> Form);

    private sealed class FixedCredentials : TopicCredentials
    {
        public override Task<ImmutableCredentials> FindAsync(CancellationToken cancellationToken) =>
            Task.FromResult(new ImmutableCredentials(AccessKey, SecretKey, SessionToken));
    }

    private sealed class NoCredentials(Exception error) : TopicCredentials
    {
        public override Task<ImmutableCredentials> FindAsync(CancellationToken cancellationToken) => throw error;
    }

    private sealed class HangingCredentials : TopicCredentials
    {
        public override Task<ImmutableCredentials> FindAsync(CancellationToken cancellationToken) =>
            new TaskCompletionSource<ImmutableCredentials>().Task.WaitAsync(cancellationToken);
    }
}
