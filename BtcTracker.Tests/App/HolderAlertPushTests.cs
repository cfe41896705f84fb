using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using BtcTracker.Ingest.Alerts.Push;
using BtcTracker.Market.Push;
using BtcTracker.Market.Storage.Holders;
using BtcTracker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace BtcTracker.Tests.App;

/// <summary>Holders' alerts from a stored quote to the browser, over a real store and a push service on this machine.</summary>
[Trait("Level", "App")]
public sealed class HolderAlertPushTests : IAsyncLifetime
{
    private PushWorld? _world;

    private PushWorld World => _world!;

    private PushServiceStub Service => _world!.Service;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = await PushWorld.StartAsync();

    public async ValueTask DisposeAsync() => await World.DisposeAsync();

    [Fact]
    public async Task A_crossing_is_one_message_that_is_encrypted_for_the_browser_and_signed_with_the_sites_key()
    {
        await World.AddAsync(100_000);
        var ingest = World.Start();

        await ingest.QuoteAsync(90_000, 100_100.5m, 100_200);
        Assert.Null(await ingest.DeliverAsync());
        await ingest.QuoteAsync(100_300);
        Assert.Null(await ingest.DeliverAsync());

        var (headers, body) = Assert.Single(Service.Received);
        var message = JsonNode.Parse(World.Browser.Decrypt(body))!;
        Assert.Equal(
            ("Bitcoin is above $100,000.00", "$100,100.50, coinmarketcap, 2026-11-21 12:10 UTC", "en"),
            ((string)message["title"]!, (string)message["body"]!, (string)message["lang"]!)
        );
        Assert.Equal(
            ("aes128gcm", "86400", "high", (string)message["tag"]!),
            (headers["Content-Encoding"], headers["TTL"], headers["Urgency"], headers["Topic"])
        );
        AssertSigned(headers["Authorization"]);
        var alert = await World.AlertAsync();
        Assert.Equal((null, true, World.Clock.GetUtcNow().AddMinutes(-5)), (alert.Pending, alert.Reached, alert.SentAt));
        Assert.DoesNotContain(World.Log.All, line => line.Contains("hidden", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_is_in_the_language_of_its_holder()
    {
        await World.AddAsync(100_000, AlertSide.Below, World.Browser.Subscription(language: "es"));
        var ingest = World.Start();

        await ingest.QuoteAsync(101_000, 99_999.5m);
        await ingest.DeliverAsync();

        var message = JsonNode.Parse(World.Browser.Decrypt(Assert.Single(Service.Received).Body))!;
        Assert.Equal("Bitcoin está por debajo de USD\u00a0100.000,00", (string?)message["title"]);
        Assert.StartsWith("USD\u00a099.999,50, ", (string?)message["body"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_price_that_flutters_around_the_line_is_sent_once_and_one_that_was_back_again()
    {
        await World.AddAsync();
        var ingest = World.Start();

        await ingest.QuoteAsync(100, 99.8m, 100.1m, 99.6m, 100);
        await ingest.DeliverAsync();
        Assert.Single(Service.Received);
        await ingest.QuoteAsync(99.4m, 100);
        await ingest.DeliverAsync();

        Assert.Equal(2, Service.Received.Count);
    }

    [Fact]
    public async Task A_quote_that_nobody_confirmed_or_of_an_earlier_time_raises_and_ends_nothing()
    {
        await World.AddAsync();
        var ingest = World.Start();

        var unconfirmed = await ingest.StoreAsync(101, confirmed: false);
        await ingest.EvaluateAsync(unconfirmed, (await ingest.StoreAsync(101)) with { Outdated = true });
        await ingest.DeliverAsync();

        Assert.Empty(Service.Received);
        Assert.False((await World.AlertAsync()).Reached);
    }

    [Fact]
    public async Task A_crossing_that_a_process_did_not_send_is_sent_by_the_next_and_by_no_third()
    {
        await World.AddAsync();
        await World.Start().QuoteAsync(101);

        var second = World.Start();
        await second.Worker.RunOnceAsync(Token);
        Assert.Single(Service.Received);
        var third = World.Start();
        await third.Worker.RunOnceAsync(Token);

        Assert.Single(Service.Received);
    }

    [Fact]
    public async Task Quotes_that_a_process_stored_and_did_not_evaluate_are_evaluated_by_the_next()
    {
        await World.AddAsync();
        var first = World.Start();
        await first.QuoteAsync(95);
        await first.StoreAsync(101);
        await first.StoreAsync(98);

        var second = World.Start();
        await second.QuoteAsync(98);
        await second.DeliverAsync();

        Assert.Single(Service.Received);
        Assert.False((await World.AlertAsync()).Reached);
    }

    [Fact]
    public async Task A_quote_that_is_evaluated_again_after_a_later_one_is_not_sent_again()
    {
        await World.AddAsync();
        var ingest = World.Start();
        var (up, down) = (await ingest.StoreAsync(101), await ingest.StoreAsync(95));
        await ingest.EvaluateAsync(up, down);
        await ingest.DeliverAsync();

        await World.Start().EvaluateAsync(up, down);
        await ingest.EvaluateAsync(up, down);
        await ingest.DeliverAsync();

        Assert.Single(Service.Received);
    }

    [Fact]
    public async Task Twins_over_one_store_send_each_message_once()
    {
        for (var line = 91; line <= 100; line++)
        {
            await World.AddAsync(line);
        }

        var (one, other) = (World.Start(), World.Start());
        var quote = await one.StoreAsync(101);
        await Task.WhenAll(one.EvaluateAsync(quote), other.EvaluateAsync(quote));
        await Task.WhenAll(one.DeliverAsync(), other.DeliverAsync());
        await Task.WhenAll(one.DeliverAsync(), other.DeliverAsync());

        Assert.Equal(10, Service.Received.Select(received => received.Headers["Topic"]).Distinct().Count());
        Assert.Equal(10, Service.Received.Count);
    }

    [Theory]
    [InlineData(StatusCodes.Status404NotFound)]
    [InlineData(StatusCodes.Status410Gone)]
    public async Task A_subscription_that_is_gone_is_removed_from_all_alerts_of_the_holder(int status)
    {
        await World.AddAsync(100);
        await World.AddAsync(1_000);
        await World.AddAsync(2_000, push: World.Browser.Subscription("https://other.example.com/x"));
        Service.Answer = AlertReceiver.Status(status);
        var ingest = World.Start();

        await ingest.QuoteAsync(101);
        Assert.Null(await ingest.DeliverAsync());

        var alerts = await World.Store.HolderAlerts.FindAsync(World.Holder, Token);
        Assert.Equal([null, null, "other.example.com"], alerts.Select(alert => alert.Push?.Host));
        Assert.All(alerts, alert => Assert.Null(alert.Pending));
    }

    [Theory]
    [InlineData(StatusCodes.Status500InternalServerError, null, 5)]
    [InlineData(StatusCodes.Status503ServiceUnavailable, null, 5)]
    [InlineData(StatusCodes.Status429TooManyRequests, null, 5)]
    [InlineData(StatusCodes.Status429TooManyRequests, "90", 90)]
    [InlineData(StatusCodes.Status429TooManyRequests, "90000", 3600)]
    public async Task A_push_service_in_trouble_is_asked_again_after_a_pause_and_by_the_next_process_too(
        int status,
        string? wait,
        int seconds
    )
    {
        await World.AddAsync();
        Service.Answer = AlertReceiver.Status(status, wait is null ? [] : [("Retry-After", wait)]);
        var ingest = World.Start();
        await ingest.QuoteAsync(101);

        Assert.Equal(World.Clock.GetUtcNow().AddSeconds(seconds), await ingest.DeliverAsync());
        await ingest.DeliverAsync();
        Assert.Single(Service.Received);
        World.Clock.Advance(TimeSpan.FromSeconds(seconds));
        Service.Answer = AlertReceiver.Status(StatusCodes.Status201Created);
        var next = World.Start();
        await next.Watch.EvaluateAsync(Token);
        Assert.Null(await next.DeliverAsync());

        Assert.Equal(2, Service.Received.Count);
    }

    [Fact]
    public async Task A_message_that_nobody_takes_for_a_day_is_given_up()
    {
        await World.AddAsync();
        Service.Answer = AlertReceiver.Status(StatusCodes.Status500InternalServerError);
        var ingest = World.Start();
        await ingest.QuoteAsync(101);
        var began = World.Clock.GetUtcNow();

        while (await ingest.DeliverAsync() is { } next)
        {
            World.Clock.Advance(next - World.Clock.GetUtcNow());
        }

        Assert.InRange(World.Clock.GetUtcNow() - began, TimeSpan.FromHours(22), PushDelivery.GivenUpAfter);
        Assert.NotNull((await World.AlertAsync()).Push);
        Assert.Contains(World.Log.All, line => line.Contains("is given up after", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(StatusCodes.Status403Forbidden)]
    [InlineData(StatusCodes.Status400BadRequest)]
    [InlineData(StatusCodes.Status307TemporaryRedirect)]
    public async Task What_a_push_service_refuses_is_not_sent_again_and_a_redirect_is_not_followed(int status)
    {
        await World.AddAsync();
        Service.Answer = AlertReceiver.Status(status, ("Location", "https://push.example.com/other"));
        var ingest = World.Start();
        await ingest.QuoteAsync(101);

        Assert.Null(await ingest.DeliverAsync());

        Assert.Single(Service.Received);
        Assert.NotNull((await World.AlertAsync()).Push);
    }

    [Fact]
    public async Task A_push_service_that_hangs_has_ten_seconds_and_an_answer_without_an_end_is_not_read()
    {
        await World.AddAsync();
        var ingest = World.Start();
        await ingest.QuoteAsync(101);
        Service.Answer = context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        var delivery = ingest.DeliverAsync();
        await Eventually.IsTrueAsync(() => !Service.Received.IsEmpty, Token);
        World.Clock.Advance(PushSender.Limit);
        Assert.Equal(World.Clock.GetUtcNow().AddSeconds(5), await delivery);

        World.Clock.Advance(TimeSpan.FromSeconds(5));
        Service.Answer = async context =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            var part = new byte[64 * 1024];
            while (true)
            {
                await context.Response.Body.WriteAsync(part, context.RequestAborted);
            }
        };
        Assert.Equal(World.Clock.GetUtcNow().AddSeconds(10), await ingest.DeliverAsync());
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("fd00::1")]
    [InlineData("fe80::1")]
    [InlineData("::ffff:192.168.1.1")]
    public async Task A_host_that_is_private_by_the_time_of_sending_is_never_connected_to(string address)
    {
        await World.AddAsync();
        var ingest = World.Start(new StubResolver(StubResolver.Public, address));
        await ingest.QuoteAsync(101);

        Assert.NotNull(await ingest.DeliverAsync());

        Assert.Equal(0, Service.Dialed);
        Assert.Contains(World.Log.All, line => line.Contains("is not in the public internet", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_change_of_the_holder_between_two_quotes_counts_at_the_next()
    {
        var alert = await World.AddAsync();
        await World.AddAsync(105);
        var ingest = World.Start();
        await ingest.QuoteAsync(95);
        await World.Store.HolderAlerts.TryRemoveAsync(alert, Token);
        using var phone = new PushBrowser();
        await World.Store.HolderAlerts.SetPushAsync(World.Holder, phone.Subscription(), Token);

        await ingest.QuoteAsync(110);
        await ingest.DeliverAsync();

        Assert.Contains("above $105.00", phone.Decrypt(Assert.Single(Service.Received).Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_of_the_holder_while_a_quote_is_evaluated_loses_nothing()
    {
        await World.AddAsync();
        using var phone = new PushBrowser();
        var shards = new InterruptedShards(
            World.Store.AlertShards,
            () => World.Store.HolderAlerts.SetPushAsync(World.Holder, phone.Subscription(), Token)
        );
        var ingest = World.Start(shards: shards);

        await ingest.QuoteAsync(101);
        await ingest.DeliverAsync();

        Assert.Contains("above $100.00", phone.Decrypt(Assert.Single(Service.Received).Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shards_are_read_again_only_when_their_version_has_moved()
    {
        await World.AddAsync();
        var shards = new InterruptedShards(World.Store.AlertShards, () => Task.CompletedTask);
        var ingest = World.Start(shards: shards);

        await ingest.QuoteAsync(91, 92, 93, 101, 95);
        Assert.Equal(shards.Count, shards.Reads);
        await World.AddAsync(200);
        await ingest.QuoteAsync(96, 97);

        Assert.Equal(shards.Count + 1, shards.Reads);
    }

    private static void AssertSigned(string authorization)
    {
        Assert.StartsWith("vapid t=", authorization, StringComparison.Ordinal);
        var (token, key) = (authorization.Split("t=")[1].Split(',')[0], authorization.Split("k=")[1]);
        Assert.Equal(PushWorld.Keys.PublicKey, key);
        var point = PushSubscription.Decode(key)!;
        using var verifier = ECDsa.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = point[1..33], Y = point[33..] },
            }
        );
        var parts = token.Split('.');
        Assert.True(
            verifier.VerifyData(
                Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"),
                Base64Url.DecodeFromChars(parts[2]),
                HashAlgorithmName.SHA256
            )
        );
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
        Assert.Equal(("https://push.example.com", "mailto:ops@example.com"), ((string)claims["aud"]!, (string)claims["sub"]!));
        var left = DateTimeOffset.FromUnixTimeSeconds((long)claims["exp"]!) - TimeProvider.System.GetUtcNow();
        Assert.InRange(left, TimeSpan.FromHours(1), TimeSpan.FromHours(24));
    }

    /// <summary>Counts reads, and does something before the first write.</summary>
    private sealed class InterruptedShards(IAlertShards shards, Func<Task> interrupt) : IAlertShards
    {
        private int _reads;
        private Func<Task>? _interrupt = interrupt;

        public int Reads => Volatile.Read(ref _reads);

        public int Count => shards.Count;

        public Task<string?> FindVersionAsync(int shard, CancellationToken cancellationToken) =>
            shards.FindVersionAsync(shard, cancellationToken);

        public Task<IReadOnlyList<HolderAlert>> ReadAsync(int shard, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _reads);
            return shards.ReadAsync(shard, cancellationToken);
        }

        public async Task<bool> TryReplaceAsync(HolderAlert read, HolderAlert alert, CancellationToken cancellationToken)
        {
            if (Interlocked.Exchange(ref _interrupt, null) is { } first)
            {
                await first();
            }

            return await shards.TryReplaceAsync(read, alert, cancellationToken);
        }

        public Task<DateTimeOffset?> FindEvaluatedAsync(CancellationToken cancellationToken) =>
            shards.FindEvaluatedAsync(cancellationToken);

        public Task PutEvaluatedAsync(DateTimeOffset slot, CancellationToken cancellationToken) =>
            shards.PutEvaluatedAsync(slot, cancellationToken);
    }
}
