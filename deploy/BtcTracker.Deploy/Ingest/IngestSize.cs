namespace BtcTracker.Deploy.Ingest;

/// <summary>How large ingest is, in every shape.</summary>
internal static class IngestSize
{
    /// <summary>A quarter of a processor.</summary>
    public const int Cpu = 256;

    /// <summary>Its memory, the collector's included.</summary>
    public const int MemoryMiB = 512;
}
