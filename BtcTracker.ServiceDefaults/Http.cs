using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace BtcTracker.ServiceDefaults;

/// <summary>Resilient HTTP clients for price sources.</summary>
public static class Http
{
    private const int Retries = 2;
    private static readonly TimeSpan FirstRetryAfter = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan TryLimit = TimeSpan.FromSeconds(10);

    // A longer Retry-After is not waited for: the caller has a deadline and may have another source.
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Adds up to three attempts of at most 10 seconds each, including the body, with a growing, jittered delay.
    /// </summary>
    /// <remarks>
    /// Retried: no connection, a time-out, 408, 500, 502, 503, 504. A <c>Retry-After</c> of up to two seconds is waited for, a longer one
    /// ends the retries.
    /// </remarks>
    public static IHttpClientBuilder AddSourceResilience(this IHttpClientBuilder builder) =>
        builder.AddHttpMessageHandler(services => new ResilienceHandler(
            Pipeline(services.GetService<TimeProvider>() ?? TimeProvider.System, services.GetService<Random>() ?? Random.Shared)
        ));

    /// <summary>The Retry-After of a response; null if there is none.</summary>
    public static TimeSpan? RetryAfterOf(HttpResponseMessage response, DateTimeOffset now) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
            _ => null,
        };

    private static ResiliencePipeline<HttpResponseMessage> Pipeline(TimeProvider clock, Random jitter) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }
            .AddRetry(
                new RetryStrategyOptions<HttpResponseMessage>
                {
                    MaxRetryAttempts = Retries,
                    Delay = FirstRetryAfter,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    Randomizer = jitter.NextDouble,
                    ShouldHandle = outcome => ValueTask.FromResult(IsWorthAnotherTry(outcome.Outcome, clock)),
                    DelayGenerator = outcome =>
                        ValueTask.FromResult(outcome.Outcome.Result is { } response ? RetryAfterOf(response, clock.GetUtcNow()) : null),
                }
            )
            .AddTimeout(TryLimit)
            .Build();

    private static bool IsWorthAnotherTry(Outcome<HttpResponseMessage> outcome, TimeProvider clock) =>
        outcome switch
        {
            // A proxy that requires credentials.
            { Exception: HttpRequestException { StatusCode: HttpStatusCode.ProxyAuthenticationRequired } } => false,
            { Exception: HttpRequestException or TimeoutRejectedException or IOException } => true,
            { Result: { } response } when IsPassing(response.StatusCode) => (RetryAfterOf(response, clock.GetUtcNow()) ?? TimeSpan.Zero)
                <= LongestRetryAfter,
            _ => false,
        };

    private static bool IsPassing(HttpStatusCode status) =>
        status
            is HttpStatusCode.RequestTimeout
                or HttpStatusCode.InternalServerError
                or HttpStatusCode.BadGateway
                or HttpStatusCode.ServiceUnavailable
                or HttpStatusCode.GatewayTimeout;

    /// <summary>
    /// Runs each request including its body through the pipeline, so that a truncated or hanging body is a failed attempt too.
    /// </summary>
    private sealed class ResilienceHandler(ResiliencePipeline<HttpResponseMessage> pipeline) : DelegatingHandler
    {
        private const long LargestBody = 8 * 1024 * 1024;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            pipeline.ExecuteAsync(token => new ValueTask<HttpResponseMessage>(SendWholeAsync(request, token)), cancellationToken).AsTask();

        private async Task<HttpResponseMessage> SendWholeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            try
            {
                await response.Content.LoadIntoBufferAsync(LargestBody, cancellationToken);
                return response;
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }
    }
}
