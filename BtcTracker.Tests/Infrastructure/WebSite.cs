using BtcTracker.Market.Push;
using BtcTracker.Web.Encoding;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>
/// The real web project over a store; in memory, or on a free port of this machine once <see cref="ListenOnFreePort"/> is called.
/// </summary>
internal sealed class WebSite(
    Uri storeEndpoint,
    string table,
    string mode = "live",
    TimeProvider? clock = null,
    IReadOnlyDictionary<string, string>? settings = null
) : WebApplicationFactory<Program>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private int? _port;

    /// <summary>The proxy in front of the site.</summary>
    public IStartupFilter? Trouble { get; init; }

    /// <summary>Finds the hosts of push services; null for the network.</summary>
    public IHostResolver? Resolver { get; init; }

    /// <summary>Serves over a real socket, for browsers.</summary>
    /// <returns>The address.</returns>
    public Uri ListenOnFreePort() => Listen(port: 0);

    /// <summary>Serves over a real socket, for a client that has an address.</summary>
    public HttpClient CreateSocketClient() => new() { BaseAddress = ListenOnFreePort() };

    /// <summary>Serves over a real socket on a port that was free before.</summary>
    /// <returns>The address.</returns>
    public Uri Listen(int port)
    {
        // As a setting, because a port given to the factory is set while the server may already be starting.
        _port = port;
        UseKestrel();
        StartServer();
        return ClientOptions.BaseAddress;
    }

    /// <summary>Asks until an answer is as wanted; what the store holds reaches the page a moment later.</summary>
    public static async Task<HttpResponseMessage> AskUntilAsync(
        HttpClient client,
        string address,
        Func<HttpResponseMessage, string, bool> wanted
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        var last = "nothing";
        try
        {
            while (true)
            {
                var response = await client.GetAsync(new Uri(address, UriKind.Relative), limit.Token);
                last = $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(limit.Token)}";
                if (wanted(response, last))
                {
                    return response;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            Assert.Fail($"{address} did not become as wanted; last it was {last}");
            throw;
        }
    }

    /// <summary>Asks until an answer is as wanted and of the whole history: the days and the latest candles are served before it.</summary>
    public Task<HttpResponseMessage> AskForWholeAsync(string address, Func<HttpResponseMessage, string, bool> wanted)
    {
        var (client, current) = (CreateClient(), Services.GetRequiredService<CurrentSnapshot>());
        var isWhole = false;
        return AskUntilAsync(
            client,
            address,
            (response, body) =>
            {
                // It was whole before this answer was asked for.
                var found = isWhole && wanted(response, body);
                isWhole = current.Value.IsComplete;
                return found;
            }
        );
    }

    /// <inheritdoc />
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        if (_port is { } port)
        {
            builder.UseUrls($"http://127.0.0.1:{port}");
        }

        builder.UseSetting("AWS_ENDPOINT_URL_DYNAMODB", storeEndpoint.OriginalString);
        builder.UseSetting("Store:Table", table);
        builder.UseSetting("Store:AttemptTimeout", "00:00:05");
        builder.UseSetting("Market:Mode", mode);
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        builder.UseSetting("Logging:LogLevel:Microsoft.AspNetCore", "Warning");
        builder.UseSetting("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning");
        foreach (var (key, value) in settings ?? new Dictionary<string, string>())
        {
            builder.UseSetting(key, value);
        }

        if (Trouble is not null)
        {
            builder.ConfigureTestServices(services => services.AddSingleton<IStartupFilter>(Trouble));
        }

        if (Resolver is not null)
        {
            builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton(Resolver)));
        }

        if (clock is not null)
        {
            builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton(clock)));
        }
    }
}
