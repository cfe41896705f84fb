using System.Diagnostics;
using System.Globalization;
using BtcTracker.Benchmarks.Data;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.History;
using BtcTracker.Web.Polling;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Benchmarks;

/// <summary>What views ask of a store, in the naive design and in this one, and what it costs.</summary>
internal sealed class StoreViews(string store, Uri endpoint, DateTimeOffset now)
{
    /// <summary>Prints the table's head.</summary>
    public static void PrintHead()
    {
        Console.WriteLine("| store | what is read | requests | items | read units | KB | ms |");
        Console.WriteLine("| --- | --- | ---: | ---: | ---: | ---: | ---: |");
    }

    /// <summary>Reads as a page view of the naive systems does.</summary>
    public async Task PrintNaiveAsync(CancellationToken cancellationToken) =>
        await PrintAsync(
            "**naive**: a view, any range",
            (client, _) => NaiveTable.ScanAsync(client, cancellationToken).CountAsync(cancellationToken).AsTask()
        );

    /// <summary>
    /// Reads as this project's web process does: everything at its start, a little for each new reading, nothing for a view.
    /// </summary>
    public async Task PrintBucketedAsync(CancellationToken cancellationToken)
    {
        await PrintAsync(
            "start: all that is kept in memory",
            (_, reader) => new HistoryLoader(reader).ReadWholeAsync(PriceHistory.Empty, now, cancellationToken)
        );
        await PrintAsync("each new reading, for all viewers", (_, reader) => ReadNewAsync(reader, cancellationToken));
        await PrintAsync(
            "1 day of readings",
            (_, reader) => reader.ReadQuotesAsync(Symbol.BtcUsd, Last(1), cancellationToken).CountAsync(cancellationToken).AsTask()
        );
        await PrintAsync("1 year of hours", (_, reader) => CountAsync(reader, Interval.OneHour, Last(365), cancellationToken));
        await PrintAsync("ALL: every day", (_, reader) => CountAsync(reader, Interval.OneDay, Last(3_660), cancellationToken));
        var bodies = new SnapshotBodies(await SnapshotAsync(cancellationToken));
        await PrintAsync("**a view of each range**, the first after a reading", (_, _) => Task.FromResult(BodiesOf(bodies)));
        await PrintAsync("**a view of each range**, any other", (_, _) => Task.FromResult(BodiesOf(bodies)));
    }

    private static List<EncodedBody> BodiesOf(SnapshotBodies bodies) =>
        [.. HistoryRange.All.Select(range => bodies.Ranges[range].In(Offers.Json))];

    private async Task<MarketSnapshot> SnapshotAsync(CancellationToken cancellationToken)
    {
        using var client = new MeteredClient(endpoint);
        using var prices = PriceStore.Over(client);
        return new MarketSnapshot
        {
            ReadAt = now,
            Latest = await prices.Reader.FindLatestQuoteAsync(Symbol.BtcUsd, now, cancellationToken),
            History = await new HistoryLoader(prices.Reader).ReadWholeAsync(PriceHistory.Empty, now, cancellationToken),
        };
    }

    private static Task<int> CountAsync(IPriceReader reader, Interval interval, TimeRange range, CancellationToken cancellationToken) =>
        reader.ReadCandlesAsync(Symbol.BtcUsd, interval, range, cancellationToken).CountAsync(cancellationToken).AsTask();

    private async Task ReadNewAsync(IPriceReader reader, CancellationToken cancellationToken)
    {
        await reader.FindScheduleAsync(cancellationToken);
        await reader.FindLatestQuoteAsync(Symbol.BtcUsd, now, cancellationToken);
        await new HistoryLoader(reader).ReadTailAsync(PriceHistory.Empty, now, cancellationToken);
        await reader.FindLastImportAsync(cancellationToken);
    }

    private TimeRange Last(int days) => new(now.AddDays(-days), now);

    private async Task PrintAsync(string what, Func<MeteredClient, IPriceReader, Task> read)
    {
        using var client = new MeteredClient(endpoint);
        using var prices = PriceStore.Over(client);
        // The client's first request makes its connection and its code; that is not what is measured.
        await prices.Reader.FindScheduleAsync(CancellationToken.None);
        var (requests, items, units, bytes, watch) = (client.Requests, client.Items, client.Units, client.Bytes, Stopwatch.StartNew());
        await read(client, prices.Reader);
        var row = string.Create(
            CultureInfo.InvariantCulture,
            $"| {store} | {what} | {client.Requests - requests} | {client.Items - items} | "
                + $"{client.Units - units:F1}{(client.EngineReportsUnits ? "" : " (computed)")} | {(client.Bytes - bytes) / 1024.0:F1} "
                + $"| {watch.Elapsed.TotalMilliseconds:F0} |"
        );
        Console.WriteLine(row);
    }
}
