using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Unit.Files;

/// <summary>Downloads of vendors, written in their shapes with invented prices.</summary>
internal static class Downloads
{
    /// <summary>The path of one: <c>03-yahoo/BTC-USD-classic.csv</c>.</summary>
    public static string PathOf(string name) => Path.Combine(RepositoryPaths.Root, "BtcTracker.Tests", "Unit", "Files", "Downloads", name);
}
