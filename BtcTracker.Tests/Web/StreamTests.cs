using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.Live;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BtcTracker.Tests.Web;

[Trait("Level", "Web")]
public sealed class StreamTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private readonly DateTimeOffset _first = MarketData.Slot(secondsAgo: 40);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_viewer_gets_the_latest_quote_at_once_and_then_each_new_one()
    {
        using var store = await StoreWithQuotesAsync(3);
        await using var site = fixture.Site(store);
        await using var events = await OpenAsync(site, "/api/v1/stream");

        Assert.Equal(Id(2), (await events.NextAsync()).EventId);
        await PublishAsync(store, 3);
        var live = await events.NextAsync();

        Assert.Equal(("quote", Id(3)), (live.EventType, live.EventId));
        Assert.Contains("\"price\":64003,", live.Data, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(null, 0)]
    [InlineData(2, 0)]
    public async Task A_viewer_that_comes_back_misses_no_slot(int? after, int? lastEventId)
    {
        using var store = await StoreWithQuotesAsync(3);
        await using var site = fixture.Site(store);
        await using var events = await OpenAsync(
            site,
            "/api/v1/stream" + (after is { } slot ? "?after=" + Id(slot) : null),
            lastEventId is { } seen ? Id(seen) : null
        );

        Assert.Equal(Id(1), (await events.NextAsync()).EventId);
        Assert.Equal(Id(2), (await events.NextAsync()).EventId);
    }

    [Fact]
    public async Task A_viewer_that_comes_back_too_late_gets_the_address_of_the_quotes_that_it_missed()
    {
        using var store = await StoreWithQuotesAsync(3);
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(_first.AddHours(-2), 63_000m), Cancellation);
        await using var site = fixture.Site(store);
        var (after, until) = (_first.AddHours(-3).ToUnixTimeSeconds(), _first.ToUnixTimeSeconds());
        await using var events = await OpenAsync(site, $"/api/v1/stream?after={after}");

        var first = await events.NextAsync();

        Assert.Equal("missed", first.EventType);
        using var missed = JsonDocument.Parse(first.Data);
        Assert.Equal(
            (after, until),
            (missed.RootElement.GetProperty("after").GetInt64(), missed.RootElement.GetProperty("until").GetInt64())
        );
        Assert.Contains(
            "\"price\":[63000]",
            await site.CreateClient()
                .GetStringAsync(new Uri(missed.RootElement.GetProperty("next").GetString()!, UriKind.Relative), Cancellation),
            StringComparison.Ordinal
        );
        Assert.Equal(Id(0), (await events.NextAsync()).EventId);
        Assert.Equal(Id(1), (await events.NextAsync()).EventId);
    }

    [Fact]
    public async Task A_viewer_that_has_the_latest_quote_waits_for_the_next()
    {
        using var store = await StoreWithQuotesAsync(3);
        await using var site = fixture.Site(store);
        await using var events = await OpenAsync(site, "/api/v1/stream?after=" + Id(2));

        await PublishAsync(store, 3);

        Assert.Equal(Id(3), (await events.NextAsync()).EventId);
    }

    [Fact]
    public async Task An_event_says_when_backfill_has_stored_more_history_and_comes_at_the_start_too()
    {
        using var store = await StoreWithQuotesAsync(1);
        await using var site = fixture.Site(store);
        await using var events = await OpenAsync(site, "/api/v1/stream?after=" + Id(0));
        var hours = MarketData.Walk(Interval.OneHour, _first, 4);
        await MarketData.StoreAsync(store.Writer, hours);
        await store.Writer.RaiseWatermarkAsync(
            Symbol.BtcUsd,
            Interval.OneHour,
            WatermarkEra.SinceListing,
            hours[^1].OpenTime,
            Cancellation
        );

        var moved = await events.NextAsync();
        await using var later = await OpenAsync(site, "/api/v1/stream?after=" + Id(0));
        var atTheStart = await later.NextAsync();

        Assert.Equal(("history", "history"), (moved.EventType, atTheStart.EventType));
        Assert.True(int.Parse(atTheStart.Data, CultureInfo.InvariantCulture) >= int.Parse(moved.Data, CultureInfo.InvariantCulture));
        Assert.True(int.Parse(moved.Data, CultureInfo.InvariantCulture) > 0);
    }

    [Fact]
    public async Task A_stream_ends_at_once_when_the_service_stops()
    {
        using var store = await StoreWithQuotesAsync(1);
        await using var site = fixture.Site(store);
        await using var events = await OpenAsync(site, "/api/v1/stream");
        await events.NextAsync();

        site.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        Assert.False(await events.AnyMoreAsync());
    }

    [Fact]
    public async Task A_quiet_stream_says_in_time_that_it_lives()
    {
        using var store = await StoreWithQuotesAsync(1);
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        await using var site = new WebSite(fixture.Endpoint, store.Table, clock: clock);
        var feed = site.Services.GetRequiredService<LiveQuoteFeed>();
        var current = site.Services.GetRequiredService<CurrentSnapshot>();
        await Eventually.IsTrueAsync(() => current.Value.Latest is not null, Cancellation);
        await using var stream = await site.CreateClient()
            .GetStreamAsync(new Uri("/api/v1/stream?after=" + Id(0), UriKind.Relative), Cancellation);
        using var lines = new StreamReader(stream);
        await Eventually.IsTrueAsync(() => feed.Viewers == 1, Cancellation);
        Assert.Equal(":", await lines.ReadLineAsync(Cancellation));
        Assert.Empty((await lines.ReadLineAsync(Cancellation))!);

        var next = lines.ReadLineAsync(Cancellation).AsTask();
        clock.Advance(TimeSpan.FromSeconds(14));
        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(":", await next);
    }

    private async Task<PriceStoreHost> StoreWithQuotesAsync(int count)
    {
        var store = await fixture.NewStoreAsync();
        for (var slot = 0; slot < count; slot++)
        {
            await PublishAsync(store, slot);
        }

        return store;
    }

    private async Task PublishAsync(PriceStoreHost store, int slot)
    {
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(_first.AddSeconds(10 * slot), 64_000 + slot), Cancellation);
        await store.Writer.PutScheduleAsync(
            MarketData.Schedule(_first.AddSeconds(10 * (slot + 1)), TimeSpan.FromSeconds(10)),
            Cancellation
        );
    }

    private string Id(int slot) => _first.AddSeconds(10 * slot).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static async Task<EventReader> OpenAsync(WebSite site, string address, string? lastEventId = null)
    {
        var client = site.CreateClient();
        var current = site.Services.GetRequiredService<CurrentSnapshot>();
        await Eventually.IsTrueAsync(() => current.Value.Latest is not null, Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        return new EventReader(await response.Content.ReadAsStreamAsync(Cancellation));
    }

    private sealed class EventReader(Stream stream) : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<SseItem<string>> _events = SseParser
            .Create(stream)
            .EnumerateAsync(Cancellation)
            .GetAsyncEnumerator(Cancellation);

        public async Task<SseItem<string>> NextAsync()
        {
            Assert.True(await _events.MoveNextAsync());
            return _events.Current;
        }

        public async Task<bool> AnyMoreAsync() => await _events.MoveNextAsync();

        public async ValueTask DisposeAsync()
        {
            await _events.DisposeAsync();
            await stream.DisposeAsync();
        }
    }
}
