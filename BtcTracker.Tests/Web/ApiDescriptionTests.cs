using System.Net;
using System.Net.Http.Headers;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace BtcTracker.Tests.Web;

/// <summary>The OpenAPI document describes what is served: no route more or less, and no response that never comes.</summary>
[Trait("Level", "Web")]
public sealed class ApiDescriptionTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private const string NoLimit = "1000000";

    private static readonly Dictionary<string, string> Unlimited = new()
    {
        ["Limits:RequestsPerMinute"] = NoLimit,
        ["Limits:Burst"] = NoLimit,
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_route_of_the_api_is_described_and_no_other()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        var described = await DescribedApi.ReadAsync(site.CreateClient());

        var served = site
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(route =>
                route.RoutePattern.RawText is { } path && (path.StartsWith("/api/v1", StringComparison.Ordinal) || path == "/badge.svg")
            )
            .SelectMany(route =>
                route
                    .Metadata.GetMetadata<HttpMethodMetadata>()!
                    .HttpMethods.Select(method => $"{method} {route.RoutePattern.RawText!.TrimEnd('/')}")
            );

        Assert.Equal(
            served.Order(),
            described.AllPaths.SelectMany(path => described.MethodsOf(path).Select(method => $"{method} {path}")).Order()
        );
    }

    [Fact]
    public async Task Every_parameter_that_is_described_is_known_to_its_route()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        using var client = site.CreateClient();
        var described = await DescribedApi.ReadAsync(client);

        foreach (
            var (path, parameter) in described.Paths.SelectMany(path => described.QueryOf(path).Select(parameter => (path, parameter)))
        )
        {
            using var response = await client.GetAsync(new Uri($"{path}?{parameter}=wrong", UriKind.Relative), Cancellation);
            Assert.DoesNotContain(
                "There is no parameter",
                await response.Content.ReadAsStringAsync(Cancellation),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task Every_response_that_is_described_comes_from_its_route()
    {
        await using var engine = await EmbeddedStore.StartAsync(null, Cancellation);
        using var store = new PriceStoreHost(engine.Endpoint);
        await store.Writer.EnsureTableAsync(Cancellation);
        await using var empty = new WebSite(
            engine.Endpoint,
            store.Table,
            settings: new Dictionary<string, string>(Unlimited) { ["Limits:Streams"] = "0" }
        );
        using var withoutData = empty.CreateClient();
        var slot = MarketData.Slot(secondsAgo: 10);
        var expected = await DescribedApi.ReadAsync(withoutData);
        var seen = new HashSet<(string, int, string?)>();
        await SeeAsync(withoutData, expected, seen, path => new(AddressOf(path, slot)));

        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, 64_000m), Cancellation);
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Market.Interval.OneDay, slot, 3));
        await store.Writer.PutScheduleAsync(MarketData.Schedule(slot.AddSeconds(20), TimeSpan.FromSeconds(20)), Cancellation);
        await using var site = new WebSite(engine.Endpoint, store.Table, settings: Unlimited);
        using var client = site.CreateClient();
        using var _ = await site.AskForWholeAsync("/api/v1/quotes/latest", (response, _) => response.IsSuccessStatusCode);
        await SeeEachMediaTypeAsync(client, expected, seen, slot);
        await SeeAsync(client, expected, seen, path => new(AddressOf(path, slot)) { Accept = "image/png" });
        await SeeAsync(client, expected, seen, path => new(WrongAddressOf(path, expected)));
        await SeeAsync(client, expected, seen, path => new(path.Replace("{slot}", "86400", StringComparison.Ordinal)));
        await SeeAsync(client, expected, seen, path => new($"{path}?{new string('a', RequestSizes.LongestAddress)}"));
        await SeeAsync(client, expected, seen, path => new(AddressOf(path, slot)) { Extra = new string('a', RequestSizes.LongestHeaders) });

        await using var busy = new WebSite(
            engine.Endpoint,
            store.Table,
            settings: new Dictionary<string, string> { ["Limits:RequestsPerMinute"] = "60", ["Limits:Burst"] = "1" }
        );
        using var hasty = new HttpClient { BaseAddress = busy.ListenOnFreePort() };
        await SeeAsync(hasty, expected, seen, path => new(AddressOf(path, slot)), times: 5);

        await engine.KillAsync();
        await SeeAsync(client, expected, seen, path => new(AddressOf(path, slot)));
        await using var late = new WebSite(engine.Endpoint, store.Table, settings: Unlimited);
        using var withoutStore = late.CreateClient();
        await SeeAsync(withoutStore, expected, seen, path => new(AddressOf(path, slot)));

        var described = expected.Paths.SelectMany(path =>
            expected.ResponsesOf(path).Select(response => (path, response.Status, response.MediaType))
        );
        Assert.Equal(described.Order(), seen.Order());
    }

    private static async Task SeeEachMediaTypeAsync(
        HttpClient client,
        DescribedApi api,
        HashSet<(string, int, string?)> seen,
        DateTimeOffset slot
    )
    {
        foreach (
            var mediaType in api
                .Paths.SelectMany(path => api.ResponsesOf(path))
                .Where(response => response.Status == 200)
                .Select(response => response.MediaType)
                .Distinct()
        )
        {
            await SeeAsync(client, api, seen, path => new(AddressOf(path, slot)) { Accept = mediaType });
        }

        await SeeAsync(client, api, seen, path => new(AddressOf(path, slot)) { HasCopy = true });
    }

    /// <summary>Asks every path, and keeps what it answers.</summary>
    private static async Task SeeAsync(
        HttpClient client,
        DescribedApi api,
        HashSet<(string, int, string?)> seen,
        Func<string, Question> questionOf,
        int times = 1
    )
    {
        // All at once: a store that is gone makes each of them wait.
        seen.UnionWith(
            (await Task.WhenAll(api.Paths.Select(path => AskAsync(client, path, questionOf, times)))).SelectMany(answers => answers)
        );
    }

    private static async Task<IReadOnlyList<(string Path, int Status, string? MediaType)>> AskAsync(
        HttpClient client,
        string path,
        Func<string, Question> questionOf,
        int times
    )
    {
        var answers = new List<(string, int, string?)>();
        for (var time = 0; time < times; time++)
        {
            using var request = questionOf(path).ToRequest();
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
            var mediaType = response.StatusCode == HttpStatusCode.NotModified ? null : response.Content.Headers.ContentType?.MediaType;
            answers.Add((path, (int)response.StatusCode, mediaType));
        }

        return answers;
    }

    private static string AddressOf(string path, DateTimeOffset slot) =>
        path switch
        {
            _ when path.Contains("/candles", StringComparison.Ordinal) => $"{path}?interval=1h",
            _ => path.Replace("{slot}", $"{slot.ToUnixTimeSeconds()}", StringComparison.Ordinal),
        };

    private static string WrongAddressOf(string path, DescribedApi api) =>
        path.Replace("{slot}", "yesterday", StringComparison.Ordinal)
        + (api.QueryOf(path).FirstOrDefault() is { } parameter ? $"?{parameter}=wrong" : "?misspelt=1");

    private sealed record Question(string Address)
    {
        public string? Accept { get; init; }

        public bool HasCopy { get; init; }

        public string? Extra { get; init; }

        public HttpRequestMessage ToRequest()
        {
            var request = new HttpRequestMessage(HttpMethod.Get, Address);
            if (Accept is not null)
            {
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(Accept));
            }

            if (Extra is not null)
            {
                request.Headers.Add("X-Extra", Extra);
            }

            if (HasCopy)
            {
                request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any);
            }

            return request;
        }
    }
}
