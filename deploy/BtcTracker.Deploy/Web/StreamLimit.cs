using System.Globalization;
using BtcTracker.Deploy.Options;

namespace BtcTracker.Deploy.Web;

/// <summary>How many live streams a task of the web holds open, by its memory.</summary>
internal static class StreamLimit
{
    /// <summary>The web's setting.</summary>
    public const string Variable = "Limits__Streams";

    // The process with its history and the collector. docs/architecture.md has the measured figures.
    private const int RestMiB = 384;

    // A stream takes 16 to 21 KB.
    private const int StreamsPerMiB = 32;

    // 65,535 files may be open in a task.
    private const int Most = 60_000;

    /// <summary>The limit of a task of a size, as the setting's value.</summary>
    public static string Of(FargateSize size) =>
        Math.Min((size.MemoryMiB - RestMiB) * StreamsPerMiB, Most).ToString(CultureInfo.InvariantCulture);
}
