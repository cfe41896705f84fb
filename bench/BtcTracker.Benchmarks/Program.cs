using BtcTracker.Benchmarks;
using BtcTracker.Benchmarks.Micro;
using BtcTracker.Benchmarks.Servers;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

try
{
    return args switch
    {
        ["server"] => await ServerBenchmark.RunAsync(stop.Token),
        ["store"] => await StoreBenchmark.RunAsync(stop.Token),
        ["page"] => await PageBenchmark.RunAsync(stop.Token),
        ["stream"] => await StreamBenchmark.RunAsync(stop.Token),
        ["scale"] => await ScaleBenchmark.RunAsync(stop.Token),
        ["holders"] => await HolderBenchmark.RunAsync(stop.Token),
        ["alerts"] => AlertBenchmark.Run(),
        ["micro"] => MicroBenchmarks.Run(),
        [EmptyServer.Command, var port] => await EmptyServer.RunAsync(port),
        [EmptyServer.Command, var port, var file] => await EmptyServer.RunAsync(port, file),
        [PlainChartServer.Command, var port, var points] => await PlainChartServer.RunAsync(port, points),
        [NaiveServer.Command, var port, var store] => await NaiveServer.RunAsync(port, store),
        _ => Usage(),
    };
}
catch (BenchmarkException problem)
{
    await Console.Error.WriteLineAsync(problem.Message);
    return 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("Stopped.");
    return 1;
}

static int Usage()
{
    Console.Error.WriteLine("Say what to measure: server, page, store, stream, scale, holders, alerts or micro. See docs/performance.md.");
    return 1;
}
