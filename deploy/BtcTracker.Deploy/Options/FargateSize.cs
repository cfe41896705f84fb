namespace BtcTracker.Deploy.Options;

/// <summary>The processor and the memory of a task, in a pair that Fargate sells.</summary>
/// <param name="Cpu">Processor: 1,024 are one.</param>
/// <param name="MemoryMiB">Memory in MiB.</param>
internal sealed record FargateSize(int Cpu, int MemoryMiB)
{
    private const int GiB = 1024;

    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html; Windows' and larger sizes left out.
    private static readonly (int Cpu, int[] Memory)[] Sold =
    [
        (256, [512, GiB, 2 * GiB]),
        (512, Range(1, 4)),
        (1024, Range(2, 8)),
        (2048, Range(4, 16)),
        (4096, Range(8, 30)),
    ];

    /// <summary>Half a processor and 1 GiB.</summary>
    public static FargateSize Default { get; } = new(512, GiB);

    /// <summary>Why a size is not valid; null if Fargate offers it.</summary>
    public static string? Problem(string? cpu, string? memory)
    {
        var (size, memories) = Sold.FirstOrDefault(sold => $"{sold.Cpu}" == cpu);
        if (memories is null)
        {
            return $"--web-cpu '{cpu}' is not allowed: take {string.Join(", ", Sold.Select(sold => sold.Cpu))}; 1024 are one processor.";
        }

        return memories.Any(sold => $"{sold}" == memory)
            ? null
            : $"--web-memory '{memory}' is not allowed: with --web-cpu {size} take {string.Join(", ", memories)} (MiB).";
    }

    private static int[] Range(int from, int to) => [.. Enumerable.Range(from, to - from + 1).Select(gibibytes => gibibytes * GiB)];
}
