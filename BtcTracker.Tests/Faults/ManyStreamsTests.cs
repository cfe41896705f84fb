using System.Diagnostics;
using System.Net;
using System.Net.ServerSentEvents;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Faults;

/// <summary>The web's process is stopped while a thousand viewers listen.</summary>
[Slow]
[Trait("Level", "Faults")]
public sealed class ManyStreamsTests
{
    private const int Viewers = 1_000;
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_stream_ends_with_a_time_to_come_back_and_the_process_ends_well()
    {
        await using var engine = await EmbeddedStore.StartAsync(null, Token);
        using var store = new PriceStoreHost(engine.Endpoint);
        await store.Writer.EnsureTableAsync(Token);
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(MarketData.Slot(secondsAgo: 10), 64_000m), Token);
        await using var web = new WebProcess(WebProcess.FreePort(), Environment(engine, store));
        await web.WaitForAsync("Now listening on");
        using var client = new HttpClient { BaseAddress = web.Address, Timeout = WebProcess.StopLimit };
        var streams = await Task.WhenAll(Enumerable.Range(0, Viewers).Select(_ => OpenAsync(client)));

        var watch = Stopwatch.StartNew();
        var ends = Task.WhenAll(streams.Select(ReconnectionOfAsync));
        await web.StopAsync();
        var reconnections = await ends;

        Assert.All(reconnections, time => Assert.InRange(time, TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(2_500)));
        Assert.True(reconnections.Distinct().Count() > Viewers / 4, "All viewers come back together.");
        Assert.True(watch.Elapsed < DrainTime + TimeSpan.FromSeconds(85), $"The end took {watch.Elapsed}.");
    }

    private static Dictionary<string, string> Environment(EmbeddedStore engine, PriceStoreHost store) =>
        new()
        {
            ["AWS_ENDPOINT_URL_DYNAMODB"] = engine.Endpoint.OriginalString,
            ["Store__Table"] = store.Table,
            ["Draining__Time"] = DrainTime.ToString(),
            ["Limits__StreamsPerClient"] = "2000",
            ["Limits__Streams"] = "2000",
            ["Limits__RequestsPerMinute"] = "1000000",
            ["Limits__Burst"] = "1000000",
        };

    private static async Task<HttpResponseMessage> OpenAsync(HttpClient client)
    {
        var response = await client.GetAsync(new Uri("/api/v1/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return response;
    }

    private static async Task<TimeSpan> ReconnectionOfAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var parser = SseParser.Create(await response.Content.ReadAsStreamAsync(Token));
            await foreach (var item in parser.EnumerateAsync(Token))
            {
                // Prices come until the end.
            }

            return parser.ReconnectionInterval;
        }
    }
}
