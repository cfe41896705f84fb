using System.Net;
using BtcTracker.Ingest.Sources;
using BtcTracker.ServiceDefaults;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace BtcTracker.Tests.Unit.Ingest;

/// <summary>What a source's HTTP client makes of a bad network.</summary>
[Trait("Level", "Unit")]
public sealed class HttpResilienceTests : IDisposable
{
    private const string Path = "/ticker";

    private readonly ManualTimeProvider _clock = new(IngestParts.Noon);
    private readonly StubHttp _network = new();
    private readonly ServiceProvider _services;

    public HttpResilienceTests()
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(_clock);
        services
            .AddHttpClient("source", client => client.BaseAddress = new Uri("http://market.test"))
            .ConfigurePrimaryHttpMessageHandler(() => _network)
            .AddSourceResilience();
        _services = services.BuildServiceProvider();
    }

    public void Dispose() => _services.Dispose();

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.RequestTimeout)]
    public async Task A_passing_failure_is_tried_three_times_in_all(HttpStatusCode status)
    {
        _network.Answer(Path, "no", status);

        Assert.Equal(status, (await AskAsync()).Status);
        Assert.Equal(3, _network.CountOf(Path));
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task A_lasting_failure_is_tried_once(HttpStatusCode status)
    {
        _network.Answer(Path, "no", status);

        Assert.Equal(status, (await AskAsync()).Status);
        Assert.Equal(1, _network.CountOf(Path));
    }

    [Fact]
    public async Task A_try_that_works_ends_the_tries()
    {
        var tries = 0;
        _network.Answer(
            Path,
            (_, _) =>
                Task.FromResult(
                    new HttpResponseMessage(tries++ == 0 ? HttpStatusCode.BadGateway : HttpStatusCode.OK)
                    {
                        Content = new StringContent("60000"),
                    }
                )
        );

        Assert.Equal("60000", (await AskAsync()).Body);
        Assert.Equal(2, tries);
    }

    [Fact]
    public async Task A_server_that_hangs_is_left_after_three_tries_of_ten_seconds()
    {
        _network.Answer(
            Path,
            async (_, token) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, _clock, token);
                throw new InvalidOperationException("It never gets here.");
            }
        );

        var exception = await Assert.ThrowsAsync<SourceException>(AskAsync);

        Assert.Equal(SourceFailure.Unreachable, exception.Failure);
        Assert.Equal(3, _network.CountOf(Path));
        Assert.True(_clock.GetUtcNow() - IngestParts.Noon >= TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_body_that_is_cut_is_tried_again_and_then_a_failure_of_the_source()
    {
        _network.Answer(Path, (_, _) => Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new CutStream()) }));

        Assert.Equal(SourceFailure.Unreachable, (await Assert.ThrowsAsync<SourceException>(AskAsync)).Failure);
        Assert.Equal(3, _network.CountOf(Path));
    }

    [Fact]
    public async Task A_body_without_end_is_a_failure_of_the_source()
    {
        _network.Answer(Path, (_, _) => Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new EndlessStream()) }));

        Assert.Equal(SourceFailure.Unreachable, (await Assert.ThrowsAsync<SourceException>(AskAsync)).Failure);
    }

    [Fact]
    public async Task A_long_retry_time_ends_the_tries_and_reaches_the_caller()
    {
        _network.Answer(
            Path,
            "no",
            HttpStatusCode.ServiceUnavailable,
            response => response.Headers.RetryAfter = new(TimeSpan.FromMinutes(3))
        );

        Assert.Equal(TimeSpan.FromMinutes(3), (await AskAsync()).RetryAfter);
        Assert.Equal(1, _network.CountOf(Path));
    }

    [Fact]
    public async Task A_short_retry_time_is_waited_for()
    {
        _network.Answer(
            Path,
            "no",
            HttpStatusCode.ServiceUnavailable,
            response => response.Headers.RetryAfter = new(TimeSpan.FromSeconds(2))
        );

        await AskAsync();

        Assert.Equal(3, _network.CountOf(Path));
        Assert.True(_clock.GetUtcNow() - IngestParts.Noon >= TimeSpan.FromSeconds(4));
    }

    /// <summary>Asks, and lets the time go by that it waits for.</summary>
    private async Task<SourceResponse> AskAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        var client = _services.GetRequiredService<IHttpClientFactory>().CreateClient("source");
        client.Timeout = Timeout.InfiniteTimeSpan;
        var asking = SourceResponse.ReadAsync(client, request, _clock, TestContext.Current.CancellationToken);
        while (!asking.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        return await asking;
    }

    /// <summary>Ends in the middle, as a connection does that is reset.</summary>
    private sealed class CutStream : EndlessStream
    {
        private bool _hasBegun;

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = _hasBegun ? throw new IOException("The connection was reset.") : base.Read(buffer, offset, Math.Min(count, 10));
            _hasBegun = true;
            return read;
        }
    }

    private class EndlessStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Array.Fill(buffer, (byte)' ', offset, count);
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
