using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using BtcTracker.Market.Push;
using BtcTracker.Market.Storage.Holders;
using BtcTracker.Tests.Infrastructure;

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
