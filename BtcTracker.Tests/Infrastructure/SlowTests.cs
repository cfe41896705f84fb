namespace BtcTracker.Tests.Infrastructure;

/// <summary>Whether tests may take minutes, <c>BTCTRACKER_SLOW=1</c>, or hours, <c>BTCTRACKER_NIGHTLY=1</c>.</summary>
internal static class SlowTests
{
    public static bool AreWanted { get; } = Environment.GetEnvironmentVariable("BTCTRACKER_SLOW") == "1";

    /// <summary>Whether this is the test project of <c>eng/mutation</c>.</summary>
    public static bool RunForEachMutant { get; } = typeof(SlowTests).Assembly.GetName().Name == "BtcTracker.Mutation";

    public static bool AreWantedNightly { get; } = Environment.GetEnvironmentVariable("BTCTRACKER_NIGHTLY") == "1";
}
