using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using BtcTracker.Benchmarks.Data;
using BtcTracker.Benchmarks.Measuring;
using BtcTracker.Benchmarks.Servers;

namespace BtcTracker.Benchmarks;

/// <summary>
/// Reads a holder with a hundred purchases from the web, and by a bare Query of the same items through the SDK, in turns.
/// </summary>
internal static class HolderBenchmark
{
    private const string Holder = "/api/v1/holders/Ana";
    private const int Purchases = 100;
    private const int WarmUp = 500;
    private const int Rounds = 5;
    private const int Turns = 1_000;

    /// <summary>Measures, prints both, and ends with the ratio of both.</summary>
    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine($"{Machine.Describe()}; load before: {Machine.Load()}");
        await using var store = await LoadedStore.StartAsync(
            export => export.WriteAsync(Readings.EndingAt(TimeProvider.System.GetUtcNow(), 1_000), cancellationToken),
            cancellationToken
        );
        await using var web = await WebServer.StartAsync(store.Endpoint, WebServer.Latest, cancellationToken);
        using var client = new HttpClient { BaseAddress = web.Address };
        using var query = StoreClient.Create(store.Endpoint);
        await WriteAsync(client, cancellationToken);
        await TakeTurnsAsync(WarmUp, query, client, cancellationToken);
        Console.WriteLine("| round | bare Query, median ms | GET | bare Query, 99th percentile ms | GET |");
        Console.WriteLine("| ---: | ---: | ---: | ---: | ---: |");
        var ratios = new List<(double Median, double Tail)>();
        for (var round = 1; round <= Rounds; round++)
        {
            var (bare, read) = await TakeTurnsAsync(Turns, query, client, cancellationToken);
            FormattableString row = $"| {round} | {At(bare, 0.5):F2} | {At(read, 0.5):F2} | {At(bare, 0.99):F2} | {At(read, 0.99):F2} |";
            Console.WriteLine(row.ToString(CultureInfo.InvariantCulture));
            ratios.Add((At(read, 0.5) / At(bare, 0.5), At(read, 0.99) / At(bare, 0.99)));
        }

        var ratio = string.Create(
            CultureInfo.InvariantCulture,
            $"GET of a holder with {Purchases} purchases by a bare Query, median of {Rounds} rounds: median "
                + $"{Percentiles.MedianOf(ratios.Select(of => of.Median)):F2}, 99th percentile "
                + $"{Percentiles.MedianOf(ratios.Select(of => of.Tail)):F2}; load after: {Machine.Load()}"
        );
        Console.WriteLine(ratio);
        return 0;
    }

    private static async Task<(double[] Bare, double[] Read)> TakeTurnsAsync(
        int turns,
        AmazonDynamoDBClient query,
        HttpClient client,
        CancellationToken cancellationToken
    )
    {
        var (bare, read) = (new double[turns], new double[turns]);
        for (var turn = 0; turn < turns; turn++)
        {
            bare[turn] = await TimeAsync(() => QueryAsync(query, cancellationToken));
            read[turn] = await TimeAsync(() => client.GetByteArrayAsync(new Uri(Holder, UriKind.Relative), cancellationToken));
        }

        return (bare, read);
    }

    private static async Task WriteAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var made = await client.PutAsJsonAsync(
            new Uri(Holder, UriKind.Relative),
            new { firstBought = "2013-04-05" },
            cancellationToken
        );
        var token = (await made.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("token").GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var rows = string.Concat(
            Enumerable
                .Range(0, Purchases)
                .Select(day => $"{new DateOnly(2020, 1, 1).AddDays(day):yyyy-MM-dd},Somewhere in town,0.{day + 1:D4},{100 + day}.5,USD\n")
        );
        using var file = new StringContent("date,place,amount,paid,currency\n" + rows, Encoding.UTF8, "text/csv");
        using var imported = await client.PostAsync(new Uri(Holder + "/purchases/import", UriKind.Relative), file, cancellationToken);
        imported.EnsureSuccessStatusCode();
    }

    private static async Task QueryAsync(AmazonDynamoDBClient client, CancellationToken cancellationToken)
    {
        var response = await client.QueryAsync(
            new QueryRequest("btctracker")
            {
                KeyConditionExpression = "pk = :pk",
                ExpressionAttributeValues = new() { [":pk"] = new AttributeValue("H#ANA") },
                ConsistentRead = true,
            },
            cancellationToken
        );
        if (response.Items.Count != Purchases + 1)
        {
            throw new BenchmarkException($"The Query read {response.Items.Count} items.");
        }
    }

    private static async Task<double> TimeAsync(Func<Task> read)
    {
        var watch = Stopwatch.StartNew();
        await read();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static double At(double[] times, double share) => Percentiles.At([.. times.Order()], share);
}
