namespace BtcTracker.Web.Hosting;

/// <summary>How the service shuts down: section <c>Draining</c>.</summary>
public sealed class DrainingOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Draining";

    /// <summary>
    /// How long after SIGTERM new connections are still taken, while <c>/alive</c> and <c>/health</c> answer 503; 0 to 60 seconds.
    /// Default: 0, for balancers that take a target out before they stop it, as ECS does. Behind one that learns of the shutdown from its
    /// health check, the time until that takes effect.
    /// </summary>
    public TimeSpan Time { get; set; }
}
