using System.Diagnostics;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using BtcTracker.LocalHosting.Run;

namespace BtcTracker.Tests.App.LocalHosting;

[Trait("Level", "App")]
public sealed class RestartTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_process_is_started_again_on_the_same_port()
    {
        await using var test = new TestApplication();
        await File.WriteAllTextAsync(test.PathOf("healthy"), "", Token);
        var server = test.AddServer("server", healthyFile: "healthy");
        await test.Application.StartAsync(Token);
        await test.Application.ResourceNotifications.WaitForResourceHealthyAsync("server", Token);
        var (address, pid) = (server.GetEndpoint("http").Url, test.Lines("server.pid")[0]);

        using var kill = Process.Start("kill", ["-9", pid]);
        await test.Application.ResourceNotifications.WaitForResourceAsync("server", KnownResourceStates.Exited, Token);
        await test.Application.ResourceNotifications.WaitForResourceHealthyAsync("server", Token);

        Assert.NotEqual(pid, test.Lines("server.pid")[0]);
        Assert.Equal(address, server.GetEndpoint("http").Url);
    }

    [Fact]
    public async Task What_never_becomes_ready_is_given_up_with_its_last_lines()
    {
        await using var test = new TestApplication();
        test.AddShell("broken", "echo try >> tries; echo 'no such table' >&2; exit 3").WithHttpEndpoint().WithHttpHealthCheck("/");
        await test.Application.StartAsync(Token);

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => test.Application.ResourceNotifications.WaitForResourceHealthyAsync("broken", Token));

        Assert.Contains("'broken' ended 3 times in a row, the last time with exit code 3", error.Message, StringComparison.Ordinal);
        Assert.Contains("no such table", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, test.Lines("tries").Length);
    }

    [Fact]
    public void Each_restart_waits_twice_as_long_until_it_is_given_up()
    {
        var policy = new RestartPolicy();
        var delays = Enumerable.Range(0, 5).Select(_ => policy.AfterEnd(TimeSpan.FromSeconds(1), wasReady: true)?.TotalSeconds);
        Assert.Equal([0.5, 1, 2, 4, null], delays);
    }

    [Fact]
    public void A_run_of_half_a_minute_makes_up_for_earlier_ends()
    {
        var policy = new RestartPolicy();
        _ = Enumerable.Range(0, 4).Select(_ => policy.AfterEnd(TimeSpan.FromSeconds(1), wasReady: true)).Last();
        Assert.Equal(TimeSpan.FromSeconds(0.5), policy.AfterEnd(TimeSpan.FromSeconds(30), wasReady: true));
    }
}
