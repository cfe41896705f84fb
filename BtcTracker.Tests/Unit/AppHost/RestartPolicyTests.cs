using BtcTracker.AppHost.Running;

namespace BtcTracker.Tests.Unit.AppHost;

[Trait("Level", "Unit")]
public sealed class RestartPolicyTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    [Fact]
    public void Each_restart_waits_twice_as_long_until_it_is_given_up()
    {
        var policy = new RestartPolicy();
        var delays = Enumerable.Range(0, 5).Select(_ => policy.DelayAfterEnd(Short, wasHealthy: true)?.TotalSeconds);
        Assert.Equal([0.5, 1, 2, 4, null], delays);
    }

    [Fact]
    public void What_never_became_healthy_is_given_up_sooner()
    {
        var policy = new RestartPolicy();
        var delays = Enumerable.Range(0, 3).Select(_ => policy.DelayAfterEnd(Short, wasHealthy: false)?.TotalSeconds);
        Assert.Equal([0.5, 1, null], delays);
        Assert.Equal(3, policy.EndsInARow);
    }

    [Fact]
    public void A_run_of_half_a_minute_makes_up_for_earlier_ends()
    {
        var policy = new RestartPolicy();
        _ = Enumerable.Range(0, 4).Select(_ => policy.DelayAfterEnd(Short, wasHealthy: true)).Last();
        Assert.Equal(TimeSpan.FromSeconds(0.5), policy.DelayAfterEnd(TimeSpan.FromSeconds(30), wasHealthy: true));
    }
}
