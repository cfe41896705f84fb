using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using BtcTracker.Web.Mcp;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Tests.Web;

/// <summary>
/// What makes no sense at <c>/mcp</c>, over a real socket: each gets the error of the protocol or of HTTP, and no line in the log.
/// </summary>
[Trait("Level", "Web")]
public sealed class McpRequestTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private const string Ping = """{"jsonrpc":"2.0","id":7,"method":"ping"}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("not json", HttpStatusCode.BadRequest, -32700)]
    [InlineData("", HttpStatusCode.BadRequest, -32700)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":7", HttpStatusCode.BadRequest, -32700)]
    [InlineData("[]", HttpStatusCode.BadRequest, -32600)]
    [InlineData("{\"jsonrpc\":\"1.0\",\"id\":7,\"method\":\"ping\"}", HttpStatusCode.BadRequest, -32600)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\",\"params\":[1]}", HttpStatusCode.BadRequest, -32602)]
    [InlineData(
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"convert\",\"arguments\":[]}}",
        HttpStatusCode.BadRequest,
        -32602
    )]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"<b>\"}}", HttpStatusCode.OK, -32602)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\"}", HttpStatusCode.OK, -32602)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"resources/write\"}", HttpStatusCode.OK, -32601)]
    public async Task Garbage_gets_the_protocols_error_without_a_trace_and_without_a_line_in_the_log(
        string body,
        HttpStatusCode status,
        int code
    )
    {
        var lines = new Lines();
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture
            .Site(store)
            .WithWebHostBuilder(builder => builder.ConfigureLogging(logging => logging.AddProvider(lines)));
        using var client = site.CreateClient();

        using var response = await client.SendAsync(Post(body), Cancellation);

        var answer = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(
            code,
            JsonElement.Parse(answer[answer.IndexOf('{', StringComparison.Ordinal)..]).GetProperty("error").GetProperty("code").GetInt32()
        );
        Assert.DoesNotContain("   at ", answer, StringComparison.Ordinal);
        Assert.Empty(lines.All);
    }

    [Theory]
    [InlineData(McpRequests.LongestBody, false, HttpStatusCode.OK)]
    [InlineData(McpRequests.LongestBody + 1, false, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(McpRequests.LongestBody + 1, true, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(1_000_000, false, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(1_000_000, true, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_has_a_longest_length_whether_it_is_declared_or_not(int length, bool isChunked, HttpStatusCode status)
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        using var client = site.CreateSocketClient();
        using var request = Post(Ping.PadRight(length));
        request.Headers.TransferEncodingChunked = isChunked;
        request.Headers.ExpectContinue = true;

        using var response = await client.SendAsync(request, Cancellation);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(
            status != HttpStatusCode.OK,
            (await response.Content.ReadAsStringAsync(Cancellation)).Contains("it may have 16384 bytes", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_answer_has_the_sites_headers_and_no_cookie_and_no_session()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        using var client = site.CreateSocketClient();

        using var response = await client.SendAsync(
            Post(
                """{"jsonrpc":"2.0","id":7,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}"""
            ),
            Cancellation
        );

        Assert.Contains(
            "\"serverInfo\":{\"name\":\"btctracker\"",
            await response.Content.ReadAsStringAsync(Cancellation),
            StringComparison.Ordinal
        );
        Assert.True(response.Headers.Contains("Content-Security-Policy"));
        Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.All(["Set-Cookie", "Mcp-Session-Id"], name => Assert.False(response.Headers.Contains(name)));
    }

    [Theory]
    [InlineData("GET", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", HttpStatusCode.MethodNotAllowed)]
    [InlineData("PUT", HttpStatusCode.MethodNotAllowed)]
    public async Task Only_post_is_allowed(string method, HttpStatusCode status)
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        using var request = new HttpRequestMessage(new HttpMethod(method), "/mcp");

        using var response = await site.CreateClient().SendAsync(request, Cancellation);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_page_of_any_origin_may_post_here_and_nowhere_else()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/mcp")
        {
            Headers =
            {
                { "Origin", "https://example.org" },
                { "Access-Control-Request-Method", "POST" },
                { "Access-Control-Request-Headers", "content-type" },
            },
        };

        using var allowed = await site.CreateClient().SendAsync(preflight, Cancellation);
        using var api = await site.CreateClient().PostAsync(new Uri("/api/v1/stats", UriKind.Relative), null, Cancellation);

        Assert.Equal("POST", Assert.Single(allowed.Headers.GetValues("Access-Control-Allow-Methods")));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, api.StatusCode);
    }

    [Fact]
    public async Task Another_content_type_or_an_unknown_version_or_an_accept_without_events_is_refused()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        using var client = site.CreateClient();
        using var text = Post(Ping, "text/plain");
        using var version = Post(Ping);
        version.Headers.Add("MCP-Protocol-Version", "1999-01-01");
        using var page = Post(Ping);
        page.Headers.Accept.Clear();
        page.Headers.Accept.ParseAdd("text/html");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await client.SendAsync(text, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.SendAsync(version, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotAcceptable, (await client.SendAsync(page, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task It_counts_as_the_clients_other_requests_do()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(
            store,
            settings: new Dictionary<string, string> { ["Limits:RequestsPerMinute"] = "60", ["Limits:Burst"] = "2" }
        );
        using var client = site.CreateSocketClient();
        HttpStatusCode last = default;

        for (var request = 0; request < 40 && last != HttpStatusCode.TooManyRequests; request++)
        {
            last = (await client.SendAsync(Post(Ping), Cancellation)).StatusCode;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    private static HttpRequestMessage Post(string body, string mediaType = "application/json")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/mcp")
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(mediaType)),
        };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        return request;
    }

    /// <summary>What is logged from a warning on.</summary>
    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly List<string> _all = [];

        public IReadOnlyList<string> All
        {
            get
            {
                lock (_all)
                {
                    return [.. _all];
                }
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (IsEnabled(logLevel))
            {
                lock (_all)
                {
                    _all.Add(formatter(state, exception));
                }
            }
        }

        public void Dispose() { }
    }
}
