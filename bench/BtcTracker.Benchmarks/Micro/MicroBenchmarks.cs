using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace BtcTracker.Benchmarks.Micro;

/// <summary>Runs the benchmarks of single steps.</summary>
internal static class MicroBenchmarks
{
    /// <summary>
    /// Runs all of them in this process: a project of BenchmarkDotNet's own would be built without this repository's settings.
    /// </summary>
    public static int Run()
    {
        var config = ManualConfig
            .CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(ConsoleLogger.Default)
            .WithArtifactsPath(Path.Combine(Paths.Root, "artifacts", "benchmarks"))
            .WithOptions(ConfigOptions.JoinSummary);
        var summaries = BenchmarkRunner.Run([typeof(RollupBenchmarks), typeof(EncodingBenchmarks), typeof(ParsingBenchmarks)], config);
        return summaries.All(summary => summary.Reports.All(report => report.Success)) ? 0 : 1;
    }
}
