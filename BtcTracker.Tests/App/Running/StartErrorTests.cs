using System.Net;
using System.Net.Sockets;

namespace BtcTracker.Tests.App.Running;

/// <summary>What keeps the AppHost from starting ends it with exit code 1 and one message.</summary>
[Trait("Level", "App")]
public sealed class StartErrorTests : IDisposable
{
    private const string Nowhere = "http://127.0.0.1:9";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    // Whoever else has the port, it is taken.
    [Theory]
    [InlineData(5080, "web", "--Market:Mode=live", $"--Sources:CoinMarketCap:BaseAddress={Nowhere}", $"--Sources:Coinbase:BaseAddress={Nowhere}")]
    [InlineData(5090, "marketsim", "--Market:Mode=demo")]
    public async Task A_fixed_port_in_use_is_named_with_what_needs_it(int port, string resource, params string[] arguments)
    {
        using var other = TakeIfFree(port);
        using var free = TakeIfFree(0);
        var dashboard = ((IPEndPoint)free!.LocalEndpoint).Port;
        free.Stop();

        Assert.Contains($"Port {port}, which '{resource}' needs, is in use", await RefusalAsync([$"--ASPNETCORE_URLS=http://localhost:{dashboard}", .. arguments]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dashboard_port_in_use_is_named()
    {
        using var other = TakeIfFree(0);
        var port = ((IPEndPoint)other!.LocalEndpoint).Port;

        Assert.Contains($"Port {port}, which 'dashboard' needs, is in use", await RefusalAsync("--Market:Mode=demo", $"--ASPNETCORE_URLS=http://localhost:{port}"), StringComparison.Ordinal);
    }

    private async Task<string> RefusalAsync(params string[] arguments)
    {
        using var appHost = new AppHostProcess(_folder.Path, arguments, fixedPorts: true);
        Assert.Equal(1, await appHost.ExitCodeAsync(Token));
        return Assert.Single(appHost.Errors);
    }

    private static TcpListener? TakeIfFree(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.AddressAlreadyInUse)
        {
            return null;
        }
    }
}
