using System.Diagnostics;
using System.Globalization;
using BtcTracker.Benchmarks.Data;
using BtcTracker.Benchmarks.Measuring;
using BtcTracker.Benchmarks.Servers;
using BtcTracker.Web.History;
using BtcTracker.Web.Polling;

namespace BtcTracker.Benchmarks;

/// <summary>One size of a store: what a view of the naive systems costs, and what this project's does.</summary>
internal static class ScaleRow
{
    private const int Connections = 64;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(4);

    /// <summary>Prints the table's head.</summary>
    public static void PrintHead()
    {
        Console.WriteLine(
            "| store | naive view: read units, ms | start to first page, ms | to whole history, ms | CPU µs/view of 1Y | views/s | "
                + "1Y, ALL brotli KB | RSS MB | units at start |"
        );
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    }

    /// <summary>Measures a store.</summary>
    public static async Task<string> MeasureAsync(string name, LoadedStore store, bool hasNaive, CancellationToken cancellationToken)
    {
        var naive = hasNaive ? await MeasureNaiveAsync(store, cancellationToken) : "–";
        var units = await UnitsAtStartAsync(store, cancellationToken);
        var started = Stopwatch.StartNew();
        await using var web = await WebServer.StartAsync(store.Endpoint, WebServer.FirstPage, cancellationToken);
        await WebServer.UntilHistoryAsync(web.Address, cancellationToken);
        var whole = started.Elapsed;
        var load = await LoadAsync(web, cancellationToken);
        await WebServer.UntilBestCompressedAsync(web.Address, cancellationToken);
        var (year, all) = (
            await BrotliBodies.GetAsync(web.Address, WebServer.Year, cancellationToken),
            await BrotliBodies.GetAsync(web.Address, WebServer.All, cancellationToken)
        );
        var row = string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {naive} | {web.StartTook.TotalMilliseconds:F0} | {whole.TotalMilliseconds:F0} | "
                + $"{load.CpuPerRequest.TotalMicroseconds:F1} | {load.RequestsPerSecond:F0} | {year.Length / 1024.0:F1}, "
                + $"{all.Length / 1024.0:F1} | {web.ResidentBytes / 1e6:F0} | {units:F1} |"
        );
        return row;
    }

    private static async Task<string> MeasureNaiveAsync(LoadedStore store, CancellationToken cancellationToken)
    {
        using var client = new MeteredClient(store.Endpoint);
        var watch = Stopwatch.StartNew();
        await NaiveTable.ScanAsync(client, cancellationToken).CountAsync(cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{client.Units:F0}, {watch.Elapsed.TotalMilliseconds:F0}");
    }

    private static async Task<double> UnitsAtStartAsync(LoadedStore store, CancellationToken cancellationToken)
    {
        using var client = new MeteredClient(store.Endpoint);
        using var prices = PriceStore.Over(client);
        await new HistoryLoader(prices.Reader).ReadWholeAsync(PriceHistory.Empty, TimeProvider.System.GetUtcNow(), cancellationToken);
        return client.Units;
    }

    /// <summary>The first load only warms up.</summary>
    private static async Task<Measurement> LoadAsync(ServerProcess web, CancellationToken cancellationToken)
    {
        var target = new Target("1Y", web, new Uri(web.Address, WebServer.Year), [ServersUnderTest.TakesBrotli], Connections, Turn);
        await Wrk.LoadAsync(target, cancellationToken);
        return await Wrk.LoadAsync(target, cancellationToken);
    }
}
