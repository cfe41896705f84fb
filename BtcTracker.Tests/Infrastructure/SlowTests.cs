namespace BtcTracker.Tests.Infrastructure;

/// <summary>Whether tests may take minutes, <c>BTCTRACKER_SLOW=1</c>, or hours, <c>BTCTRACKER_NIGHTLY=1</c>.</summary>
internal static class SlowTests
{
    public static bool AreWanted { get; } = Environment.GetEnvironmentVariable("BTCTRACKER_SLOW") == "1";

    public static bool AreWantedNightly { get; } = Environment.GetEnvironmentVariable("BTCTRACKER_NIGHTLY") == "1";
}
