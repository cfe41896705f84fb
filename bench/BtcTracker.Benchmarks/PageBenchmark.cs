using System.Globalization;
using System.Text.Json;
using BtcTracker.Benchmarks.Data;
using BtcTracker.Benchmarks.Measuring;
using BtcTracker.Benchmarks.Pages;
using BtcTracker.Benchmarks.Servers;

namespace BtcTracker.Benchmarks;

/// <summary>Opens the page of a year on a slow phone, and in turns with it a plain page with the same points in Chart.js.</summary>
internal static class PageBenchmark
{
    private const int Rounds = 5;
    private const string YearPage = "/?range=1Y";

    /// <summary>Measures, prints a table, and ends with the line of ratios.</summary>
    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(PlainChartServer.Library))
        {
            throw new BenchmarkException($"{PlainChartServer.Library} is missing: run npm ci.");
        }

        await using var phone = await Phone.StartAsync();
        Console.WriteLine($"{Machine.Describe()}; Chromium {phone.Version}; load before: {Machine.Load()}");
        await using var store = await LoadedStore.StartAsync(
            export => export.WriteAsync(Readings.EndingAt(TimeProvider.System.GetUtcNow(), Readings.InAYear), cancellationToken),
            cancellationToken
        );
        await using var web = await WebServer.StartAsync(store.Endpoint, WebServer.Latest, cancellationToken);
        await WebServer.UntilHistoryAsync(web.Address, cancellationToken);
        var points = Path.GetTempFileName();
        await File.WriteAllTextAsync(points, await PointsAsync(web.Address, cancellationToken), cancellationToken);
        await using var plain = await ServerProcess.StartAsync(
            "dotnet",
            port => [Paths.Self, PlainChartServer.Command, port, points],
            environment: null,
            "/",
            cancellationToken
        );
        await MeasureAsync(phone, new(web.Address, YearPage), plain.Address, cancellationToken);
        File.Delete(points);
        return 0;
    }

    private static async Task MeasureAsync(Phone phone, Uri page, Uri plain, CancellationToken cancellationToken)
    {
        // The first view warms the servers up, and the browser.
        await phone.ViewAsync(page, cancellationToken);
        await phone.ViewAsync(plain, cancellationToken);
        List<PageView> ours = [],
            theirs = [];
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(await phone.ViewAsync(page, cancellationToken));
            theirs.Add(await phone.ViewAsync(plain, cancellationToken));
        }

        Console.WriteLine();
        Console.WriteLine("| page | largest paint ms | chart drawn ms | bytes before a touch | answers | layout shift |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        PrintRow("page of 1Y", ours);
        PrintRow("Chart.js, same points", theirs);
        Console.WriteLine();
        Print($"Load after: {Machine.Load()}");
        var (paint, drawn) = (Ratio(view => view.LargestPaint), Ratio(DrawnOf));
        var (bytes, shift) = (Ratio(view => view.Bytes), Percentiles.MedianOf(ours.Select(view => view.Shift)));
        Print($"paint/chartjs={paint:F3} drawn/chartjs={drawn:F3} bytes/chartjs={bytes:F3} shift={shift:F4}");

        double Ratio(Func<PageView, double> figure) => Percentiles.MedianOf(ours.Zip(theirs, (one, other) => figure(one) / figure(other)));
    }

    private static double DrawnOf(PageView view) => view.Drawn ?? view.LargestPaint;

    private static void PrintRow(string name, List<PageView> views)
    {
        double Of(Func<PageView, double> figure) => Percentiles.MedianOf(views.Select(figure));
        var all = string.Join(", ", views.Select(view => view.LargestPaint.ToString("F0", CultureInfo.InvariantCulture)));
        var (paint, drawn, shift) = (Of(view => view.LargestPaint), Of(DrawnOf), Of(view => view.Shift));
        var (bytes, requests) = (Of(view => view.Bytes), Of(view => view.Requests));
        Print($"| {name} | {paint:F0} ({all}) | {drawn:F0} | {bytes:F0} | {requests:F0} | {shift:F4} |");
    }

    /// <summary>The year's closes as Chart.js takes them.</summary>
    private static async Task<string> PointsAsync(Uri site, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = site };
        using var history = JsonDocument.Parse(await client.GetStringAsync(new Uri(WebServer.Year, UriKind.Relative), cancellationToken));
        var times = history.RootElement.GetProperty("openTime").EnumerateArray();
        var closes = history.RootElement.GetProperty("close").EnumerateArray();
        return $"[{string.Join(',', times.Zip(closes, (time, close) => $"{{\"x\":{time},\"y\":{close}}}"))}]";
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
