using BtcTracker.Ingest.Alerts.Push;
using BtcTracker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace BtcTracker.Tests.App;

/// <summary>Messages of holders' alerts at push services that refuse, fail, hang or lie in a private network.</summary>
[Trait("Level", "App")]
public sealed class HolderAlertDeliveryTests : IAsyncLifetime
{
    private PushWorld? _world;

    private PushWorld World => _world!;

    private PushServiceStub Service => _world!.Service;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = await PushWorld.StartAsync();

    public async ValueTask DisposeAsync() => await World.DisposeAsync();

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
        await next.Watcher.EvaluateAsync(Token);
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
}
