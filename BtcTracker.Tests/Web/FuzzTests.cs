using System.Net;
using System.Text;
using System.Text.Json;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Web;

/// <summary>Thousands of requests that make no sense, over a real socket; each answer is held to the OpenAPI document.</summary>
[Trait("Level", "Web")]
public sealed class FuzzTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private const int RequestsOfASeed = 3_000;
    private const int ManySeeds = 10;
    private const int LongestBody = 4_000_000;

    // What the server itself refuses, before any route: a line or header that is too long or is none.
    private static readonly HttpStatusCode[] OfTheServer =
    [
        HttpStatusCode.BadRequest,
        HttpStatusCode.RequestUriTooLong,
        HttpStatusCode.RequestHeaderFieldsTooLarge,
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_is_asked_gets_a_described_answer_of_bounded_size()
    {
        using var store = await fixture.NewStoreAsync();
        var slot = MarketData.Slot(secondsAgo: 10);
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, 64_000m), Cancellation);
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Market.Interval.OneDay, slot, 40));
        await store.Writer.PutScheduleAsync(MarketData.Schedule(slot.AddSeconds(20), TimeSpan.FromSeconds(20)), Cancellation);
        await MarketData.StoreAsync(
            store.Writer,
            Enumerable.Range(1, 300).Select(hour => Samples.Candle("2024-11-03T00:00Z") with { OpenTime = slot.AddHours(-hour) })
        );
        await using var site = fixture.Site(
            store,
            settings: new Dictionary<string, string> { ["Limits:RequestsPerMinute"] = "1000000", ["Limits:Burst"] = "1000000" }
        );
        using var client = new HttpClient(
            new SocketsHttpHandler { UseCookies = false, RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1 }
        )
        {
            BaseAddress = site.ListenOnFreePort(),
        };
        var api = await DescribedApi.ReadAsync(client);
        using var _ = await WebSite.AskUntilAsync(client, "/api/v1/quotes/latest", (response, _) => response.IsSuccessStatusCode);

        for (var seed = 1; seed <= (SlowTests.AreWanted ? ManySeeds : 1); seed++)
        {
            await AskAsync(client, api, seed);
        }
    }

    private static async Task AskAsync(HttpClient client, DescribedApi api, int seed)
    {
        var requests = new FuzzedRequest(seed);
        for (var number = 0; number < RequestsOfASeed; number++)
        {
            using var request = requests.Next(api.Paths);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
            var wrong = await WhatIsWrongAsync(request, response, api);
            Assert.True(
                wrong is null,
                $"Seed {seed}, request {number}: {request} was answered with {(int)response.StatusCode} "
                    + $"{response.Content.Headers.ContentType}: {wrong}"
            );
        }
    }

    private static async Task<string?> WhatIsWrongAsync(HttpRequestMessage request, HttpResponseMessage response, DescribedApi api)
    {
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        if (mediaType == "text/event-stream")
        {
            return response.StatusCode == HttpStatusCode.OK ? null : "an error that looks like a stream";
        }

        var body = await response.Content.ReadAsStringAsync(Cancellation);
        if (body.Length > LongestBody)
        {
            return $"{body.Length} characters";
        }

        var isError = (int)response.StatusCode >= 400;
        var path = api.Paths.FirstOrDefault(path => IsAt(path, request.RequestUri!.OriginalString.Split('?')[0]));
        if (path is null || request.Method != HttpMethod.Get)
        {
            return (int)response.StatusCode >= 500 ? body : null;
        }

        if (isError && OfTheServer.Contains(response.StatusCode) && body.Length == 0)
        {
            return null;
        }

        if (
            !api.ResponsesOf(path)
                .Contains(((int)response.StatusCode, response.StatusCode == HttpStatusCode.NotModified ? null : mediaType))
            || (int)response.StatusCode >= 500
        )
        {
            return $"this is not described: {body}";
        }

        return isError ? WhatIsWrongWithProblem(body, (int)response.StatusCode) : null;
    }

    private static string? WhatIsWrongWithProblem(string body, int status)
    {
        using var problem = JsonDocument.Parse(body);
        var hasDetail = problem.RootElement.TryGetProperty("detail", out var detail) && !string.IsNullOrWhiteSpace(detail.GetString());
        var names = status != 400 || problem.RootElement.GetProperty("errors").EnumerateObject().Any();
        return hasDetail && names ? null : $"nothing says what is wrong: {body}";
    }

    private static bool IsAt(string template, string path) =>
        template.Contains("{slot}", StringComparison.Ordinal)
            ? path.StartsWith("/api/v1/quotes/", StringComparison.Ordinal)
                && path.Length > "/api/v1/quotes/".Length
                && !path.Contains("latest", StringComparison.Ordinal)
            : template == path;
}
