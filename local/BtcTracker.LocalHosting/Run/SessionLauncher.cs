using Aspire.Hosting;

namespace BtcTracker.LocalHosting.Run;

/// <summary>
/// Starts a command in a session of its own, so that a Ctrl+C in the terminal reaches the AppHost alone, which then stops
/// its processes in order. Linux has <c>setsid</c> for it; macOS has not, but Perl.
/// </summary>
internal static class SessionLauncher
{
    private static readonly Lazy<IReadOnlyList<string>> Launcher = new(Find);

    /// <summary>The command to put before another one; it replaces itself by that one and keeps its process id.</summary>
    public static IReadOnlyList<string> Command => Launcher.Value;

    private static IReadOnlyList<string> Find()
    {
        if (CommandPath.Find("setsid") is { } setsid)
        {
            return [setsid];
        }

        return CommandPath.Find("perl") is { } perl
            ? [perl, "-e", "use POSIX (); POSIX::setsid(); exec { $ARGV[0] } @ARGV or die $!", "--"]
            : throw new DistributedApplicationException("Neither 'setsid' nor 'perl' was found. Install util-linux (Linux) or Perl (macOS): the services are started with one of them.");
    }
}
