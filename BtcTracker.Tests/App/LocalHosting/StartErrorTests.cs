using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;

namespace BtcTracker.Tests.App.LocalHosting;

[Trait("Level", "App")]
public sealed class StartErrorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_port_in_use_is_named_with_what_wants_it()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var test = new TestApplication();
        test.AddShell("page", "exit 0").WithHttpEndpoint(port: port);

        var error = await StartFailsAsync(test);

        Assert.Contains($"Port {port}, which 'page' wants, is in use", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_another_run_has_not_bound_yet_is_not_given_again()
    {
        var port = FreePort();
        await using var first = new TestApplication();
        first.AddShell("page", "sleep 60").WithHttpEndpoint(port: port);
        await first.Application.StartAsync(Token);
        await using var second = new TestApplication();
        second.AddShell("page", "sleep 60").WithHttpEndpoint(port: port);

        Assert.Contains($"Port {port}, which 'page' wants, is in use", await StartFailsAsync(second), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_program_is_named_and_nothing_is_started()
    {
        await using var test = new TestApplication();
        test.AddShell("first", "echo first > started");
        test.Builder.AddExecutable("store", "/nowhere/engine", ".");

        Assert.Contains("'store' needs the program '/nowhere/engine', which was not found.", await StartFailsAsync(test), StringComparison.Ordinal);
        Assert.Empty(test.Lines("started"));
    }

    [Fact]
    public async Task A_project_that_is_not_built_is_named()
    {
        await using var test = new TestApplication();
        test.Builder.AddProject<UnbuiltProject>("page");

        Assert.Contains("'page' is not built: /nowhere/bin/Page.dll does not exist. Run 'dotnet build'", await StartFailsAsync(test), StringComparison.Ordinal);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<string> StartFailsAsync(TestApplication test) =>
        (await Assert.ThrowsAsync<DistributedApplicationException>(() => test.Application.StartAsync(Token))).Message;

    private sealed class UnbuiltProject : IBuiltProjectMetadata
    {
        public string ProjectPath => "/nowhere/Page.csproj";

        public string AssemblyPath => "/nowhere/bin/Page.dll";
    }
}
