using BtcTracker.Ingest.Alerts;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Tests.Unit.Ingest;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BtcTracker.Tests.App;

/// <summary>Messages on their way to a webhook that fails, over a real store; the clock is the test's.</summary>
[Trait("Level", "App")]
public sealed class AlertDeliveryTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _clock = new(IngestParts.Noon);
    private readonly LogKeeper<AlertDelivery> _log = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddAlerts().BuildServiceProvider();
    private readonly HttpClient _http;
    private EmbeddedStore? _store;
    private PriceStoreHost? _prices;
    private AlertReceiver? _receiver;

    public AlertDeliveryTests() => _http = _services.GetRequiredService<IHttpClientFactory>().CreateClient(AlertsExtensions.HttpName);

    private AlertReceiver Receiver => _receiver!;

    private PriceStoreHost Prices => _prices!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await EmbeddedStore.StartAsync(engineName: null, Token);
        _prices = new PriceStoreHost(_store.Endpoint);
        _receiver = await AlertReceiver.StartAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _services.DisposeAsync();
        _prices?.Dispose();
        await Receiver.DisposeAsync();
        await _store!.DisposeAsync();
    }

    [Fact]
    public async Task An_answer_of_500_is_tried_again_after_a_growing_pause_until_one_of_200()
    {
        await RaiseAsync(Message("above:1"));
        Receiver.Answer = AlertReceiver.Status(StatusCodes.Status500InternalServerError);

        Assert.Equal(_clock.GetUtcNow().AddSeconds(5), await DeliverAsync());
        _clock.Advance(TimeSpan.FromSeconds(4));
        await DeliverAsync();
        Assert.Single(Receiver.Received);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(_clock.GetUtcNow().AddSeconds(10), await DeliverAsync());
        Receiver.Answer = AlertReceiver.Status(StatusCodes.Status204NoContent);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(await DeliverAsync());
        Assert.Null(await DeliverAsync());

        Assert.Equal(3, Receiver.Received.Count);
        Assert.Single(Receiver.Received.Select(received => (received.Headers[AlertRequest.IdHeader], received.Body)).Distinct());
        Assert.Empty((await Prices.Alerts.FindAsync(Token))!.Pending);
    }

    [Fact]
    public async Task A_webhook_that_hangs_has_ten_seconds()
    {
        await RaiseAsync(Message("above:1"));
        Receiver.Answer = context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);

        var delivery = DeliverAsync();
        await Eventually.IsTrueAsync(() => !Receiver.Received.IsEmpty, Token);
        _clock.Advance(AlertSender.Limit);

        Assert.Equal(_clock.GetUtcNow().AddSeconds(5), await delivery);
        Assert.Contains(_log.Lines, line => line.Message.Contains("it did not respond within 10 seconds", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await RaiseAsync(Message("above:1"));
        Receiver.Answer = AlertReceiver.Status(StatusCodes.Status307TemporaryRedirect, ("Location", Receiver.Url));

        Assert.NotNull(await DeliverAsync());

        Assert.Single(Receiver.Received);
        Assert.Contains(
            _log.Lines,
            line => line.Message.Contains("it returned 307, a redirect, which is not followed", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_address_that_does_not_resolve_is_tried_again()
    {
        await RaiseAsync(Message("above:1"));

        Assert.Equal(_clock.GetUtcNow().AddSeconds(5), await DeliverAsync("http://webhook.invalid/hidden-path?auth=hidden-token"));

        var line = Assert.Single(_log.Lines);
        Assert.StartsWith("The webhook at webhook.invalid did not accept the alert above:1@noon", line.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", line.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_nobody_takes_for_a_day_is_given_up_with_an_error()
    {
        await RaiseAsync(Message("above:1"));
        var tries = 0;
        for (var next = (DateTimeOffset?)_clock.GetUtcNow(); next is { } time; tries++)
        {
            _clock.Advance(time - _clock.GetUtcNow());
            next = await DeliverAsync("http://127.0.0.1:1/hidden-path?auth=hidden-token");
        }

        Assert.InRange(tries, 10, 40);
        var line = Assert.Single(_log.Lines, line => line.Level == LogLevel.Error);
        Assert.StartsWith("The alert above:1@noon was dropped after", line.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_log.Lines, one => one.Message.Contains("hidden", StringComparison.Ordinal));
        var state = (await Prices.Alerts.FindAsync(Token))!;
        Assert.Equal((0, 1), (state.Pending.Count, state.GivenUp));
        Assert.InRange(_clock.GetUtcNow() - IngestParts.Noon, TimeSpan.FromHours(22), AlertDelivery.GivenUpAfter);
    }

    [Fact]
    public async Task A_receiver_that_asks_for_a_pause_gets_it_up_to_an_hour()
    {
        await RaiseAsync(Message("above:1"));
        Receiver.Answer = AlertReceiver.Status(StatusCodes.Status429TooManyRequests, ("Retry-After", "90"));
        Assert.Equal(_clock.GetUtcNow().AddSeconds(90), await DeliverAsync());
        _clock.Advance(TimeSpan.FromSeconds(90));
        Receiver.Answer = AlertReceiver.Status(StatusCodes.Status429TooManyRequests, ("Retry-After", "90000"));
        Assert.Equal(_clock.GetUtcNow().AddHours(1), await DeliverAsync());
    }

    [Fact]
    public async Task A_message_that_fails_does_not_hold_up_the_next()
    {
        await RaiseAsync(Message("above:1"), Message("above:2"));
        Receiver.Answer = context =>
            AlertReceiver.Status(context.Request.Headers[AlertRequest.IdHeader] == "above:1@noon" ? 500 : 200)(context);

        await DeliverAsync();

        Assert.Equal(["above:1"], (await Prices.Alerts.FindAsync(Token))!.Pending.Select(message => message.Rule));
    }

    [Fact]
    public async Task Twins_over_one_store_send_each_message_once()
    {
        await RaiseAsync([.. Enumerable.Range(1, 20).Select(line => Message($"above:{line}"))]);

        await Task.WhenAll(DeliverAsync(), DeliverAsync(), DeliverAsync());

        Assert.Equal(20, Receiver.Received.Count);
        Assert.Equal(20, Receiver.Received.Select(received => received.Headers[AlertRequest.IdHeader]).Distinct().Count());
    }

    [Fact]
    public async Task While_a_message_waits_for_its_next_try_the_store_is_not_asked()
    {
        await RaiseAsync(Message("above:1"));
        Receiver.Answer = AlertReceiver.Status(StatusCodes.Status500InternalServerError);
        var (store, options) = (new CountingStore(Prices.Alerts), Options(Receiver.Url, rule: "1"));
        var states = new AlertStates(store, IngestParts.StoreCalls(_clock));
        using var worker = new AlertWorker(states, Delivery(states, options), options, _clock, new LogKeeper<AlertWorker>());
        await worker.StartAsync(Token);
        await Eventually.IsTrueAsync(() => store.Reads >= 3, Token);

        for (var reads = 0; reads < 50; reads++)
        {
            await Prices.Alerts.FindAsync(Token);
        }

        // The claim, the end of the try, and a look for another one.
        Assert.Equal(3, store.Reads);
        Receiver.Answer = AlertReceiver.Status(StatusCodes.Status200OK);
        _clock.Advance(TimeSpan.FromSeconds(5));
        await Eventually.IsTrueAsync(() => Receiver.Received.Count == 2, Token);
        await worker.StopAsync(Token);
    }

    [Theory]
    [InlineData("ntfy", "text/plain; charset=utf-8", "105.50 from coinbase <now>.", "BTC-USD is above 1")]
    [InlineData(
        "slack",
        "application/json; charset=utf-8",
        """{"text":"*BTC-USD is above 1*\n105.50 from coinbase \u0026lt;now\u0026gt;."}""",
        null
    )]
    [InlineData(
        "json",
        "application/json; charset=utf-8",
        """{"id":"above:1@noon","rule":"above:1","symbol":"BTC-USD","title":"BTC-USD is above 1","text":"105.50 from coinbase \u003Cnow\u003E.","price":105.25,"at":"2026-11-21T12:00:00Z"}""",
        null
    )]
    public async Task Each_format_has_its_own_body(string format, string type, string body, string? title)
    {
        await RaiseAsync(Message("above:1"));

        await DeliverAsync(Receiver.Url, format);

        var received = Assert.Single(Receiver.Received);
        Assert.Equal((type, body, title), (received.Headers["Content-Type"], received.Body, received.Headers.GetValueOrDefault("Title")));
        Assert.False(received.Headers.ContainsKey(AlertRequest.SignatureHeader));
    }

    // printf '%s.%s' 1700000000 '{}' | openssl dgst -sha256 -hmac 0123456789abcdef
    [Fact]
    public void The_signature_is_what_openssl_makes_of_timestamp_and_body() =>
        Assert.Equal(
            "sha256=e4f8e2ecae2295b2ddb2f0b5584c8275e226c0ebe9b3b819e70156bb67122e3e",
            AlertRequest.Sign("0123456789abcdef", "1700000000", "{}")
        );

    private static AlertMessage Message(string rule) =>
        new($"{rule}@noon", rule, "BTC-USD is above 1", "105.50 from coinbase <now>.", IngestParts.Noon) { Price = 105.25m };

    private AlertStates States() => new(Prices.Alerts, IngestParts.StoreCalls(_clock));

    private async Task RaiseAsync(params AlertMessage[] messages) =>
        await States().UpdateAsync(state => state with { Pending = messages }, Token);

    private Task<DateTimeOffset?> DeliverAsync() => DeliverAsync(Receiver.Url);

    private Task<DateTimeOffset?> DeliverAsync(string url, string format = "json") =>
        Delivery(States(), Options(url, format)).DeliverDueAsync(Token);

    private AlertDelivery Delivery(AlertStates states, IOptions<AlertOptions> options) =>
        new(
            states,
            new AlertSender(_http, options, new TopicCredentials(), _clock),
            IngestParts.StoreCalls(_clock),
            options,
            IngestParts.Metrics(),
            _clock,
            _log
        );

    private static IOptions<AlertOptions> Options(string url, string format = "json", string? rule = null)
    {
        var options = new AlertOptions();
        options.Bind(
            new ConfigurationBuilder()
                .AddInMemoryCollection([
                    new("Alerts:Webhook:Url", url),
                    new("Alerts:Webhook:Format", format),
                    new("Alerts:Rules:0:Above", rule),
                ])
                .Build()
        );
        Assert.Null(options.Problem);
        return Microsoft.Extensions.Options.Options.Create(options);
    }

    /// <summary>Counts how often the state is read.</summary>
    private sealed class CountingStore(IAlertStore store) : IAlertStore
    {
        private int _reads;

        public int Reads => Volatile.Read(ref _reads);

        public Task<AlertState?> FindAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _reads);
            return store.FindAsync(cancellationToken);
        }

        public Task<bool> TryPutAsync(AlertState state, CancellationToken cancellationToken) => store.TryPutAsync(state, cancellationToken);
    }
}
