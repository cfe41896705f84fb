using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App.LocalHosting;

[Trait("Level", "App")]
public sealed class StartOrderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_resource_starts_only_when_what_it_waits_for_is_healthy()
    {
        await using var test = new TestApplication();
        var store = test.AddServer("store", healthyFile: "healthy");
        test.AddShell("reader", Script("reader")).WaitFor(store);
        await test.Application.StartAsync(Token);

        await test.Application.ResourceNotifications.WaitForResourceAsync("store", KnownResourceStates.Running, Token);
        await test.Application.ResourceNotifications.WaitForResourceAsync("reader", KnownResourceStates.Waiting, Token);
        Assert.Empty(test.Lines("started"));

        await File.WriteAllTextAsync(test.PathOf("healthy"), "", Token);
        await test.Application.ResourceNotifications.WaitForResourceHealthyAsync("reader", Token);
        await Eventually.IsTrueAsync(() => test.Lines("started") is ["reader"], Token);
    }

    [Fact]
    public async Task Resources_are_stopped_in_the_reverse_order_of_their_start()
    {
        await using var test = new TestApplication();
        var first = test.AddShell("first", Script("first"));
        var third = test.AddShell("third", Script("third"));
        var second = test.AddShell("second", Script("second")).WaitFor(first);
        third.WaitFor(second);
        await test.Application.StartAsync(Token);
        await Eventually.IsTrueAsync(() => test.Lines("started").Length == 3, Token);

        await test.Application.StopAsync(Token);

        Assert.Equal(["third", "second", "first"], test.Lines("stopped"));
    }

    [Fact]
    public async Task What_waits_for_a_resource_that_fails_says_so()
    {
        await using var test = new TestApplication();
        var store = test.AddShell("store", "exit 3").WithHttpEndpoint().WithHttpHealthCheck("/");
        test.AddShell("reader", Script("reader")).WaitFor(store);
        await test.Application.StartAsync(Token);

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => test.Application.ResourceNotifications.WaitForResourceHealthyAsync("reader", Token));

        Assert.Contains("'store' ended 3 times in a row", error.Message, StringComparison.Ordinal);
        Assert.Empty(test.Lines("started"));
    }

    [Fact]
    public async Task What_a_program_leaves_behind_ends_with_it()
    {
        await using var test = new TestApplication();
        test.AddShell("parent", "sleep 1000 & echo $! > child; trap 'exit 0' TERM; while :; do sleep 0.1; done");
        await test.Application.StartAsync(Token);
        await Eventually.IsTrueAsync(() => test.Lines("child").Length == 1, Token);

        await test.Application.StopAsync(Token);

        await Eventually.IsTrueAsync(() => !ProcessTree.IsAlive(int.Parse(test.Lines("child")[0], CultureInfo.InvariantCulture)), Token);
    }

    private static string Script(string name) =>
        $"trap 'echo {name} >> stopped; exit 0' TERM; echo {name} >> started; while :; do sleep 0.1; done";
}
