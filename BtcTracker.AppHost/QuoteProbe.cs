using System.Globalization;
using System.Text.Json;
using BtcTracker.Market;
using Microsoft.Extensions.Configuration;

namespace BtcTracker.AppHost;

/// <summary>Checks concurrently whether a source that needs no API key returns a price within two seconds.</summary>
internal static class QuoteProbe
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private static readonly (string Name, string Setting, string DefaultAddress, string Path)[] Sources =
    [
        (
            "CoinMarketCap",
            SourceAddresses.CoinMarketCap,
            "https://pro-api.coinmarketcap.com",
            "/public-api/v3/cryptocurrency/quotes/latest?id=1&convert=USD"
        ),
        ("Coinbase", SourceAddresses.Coinbase, "https://api.exchange.coinbase.com", "/products/BTC-USD/ticker"),
    ];

    /// <summary>The result of the check.</summary>
    /// <param name="Source">The name of the first source that returned a price; null if none did.</param>
    /// <param name="IsRefusedByProxy">Whether none did because a proxy requires credentials.</param>
    internal sealed record Result(string? Source, bool IsRefusedByProxy = false);

    /// <summary>Calls the sources.</summary>
    /// <param name="configuration">May contain other addresses, in the same settings as ingest's.</param>
    public static async Task<Result> FindSourceAsync(IConfiguration configuration)
    {
        using var http = new HttpClient { Timeout = Limit };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("BtcTracker");
        using var found = new CancellationTokenSource(Limit);
        var asked = Sources
            .Select(source =>
                AskAsync(http, source.Name, new Uri(AddressOf(source.Setting, source.DefaultAddress), source.Path), found.Token)
            )
            .ToList();
        var result = new Result(null);
        await foreach (var answer in Task.WhenEach(asked))
        {
            var next = await answer;
            if (result.Source is null && next.Source is not null)
            {
                await found.CancelAsync();
            }

            result = result.Source is not null ? result : next with { IsRefusedByProxy = next.IsRefusedByProxy || result.IsRefusedByProxy };
        }

        return result;

        Uri AddressOf(string setting, string defaultAddress) =>
            new(configuration[setting] is { Length: > 0 } configured ? configured : defaultAddress);
    }

    private static async Task<Result> AskAsync(HttpClient http, string name, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var body = JsonDocument.Parse(await http.GetByteArrayAsync(address, cancellationToken));
            return new Result(HasPrice(body.RootElement) ? name : null);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or JsonException)
        {
            // No network, too slow, or an unexpected response: no price.
            return new Result(null, ProxyRefusal.IsIn(error));
        }
    }

    // CoinMarketCap: {"data": [{"quote": [{"price": 64231.5, …}]}]}; Coinbase: {"price": "64231.50", …}
    private static bool HasPrice(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().Any(HasPrice),
            JsonValueKind.Object => element
                .EnumerateObject()
                .Any(property => property.NameEquals("price") ? IsPrice(property.Value) : HasPrice(property.Value)),
            _ => false,
        };

    private static bool IsPrice(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var price) && price > 0;
    }
}
