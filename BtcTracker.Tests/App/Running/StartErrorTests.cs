using System.Net;
using System.Net.Sockets;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App.Running;

/// <summary>What keeps the AppHost from starting ends it with exit code 1 and one message.</summary>
[Slow]
[Trait("Level", "App")]
public sealed class StartErrorTests : IDisposable
{
    private const string Nowhere = "http://127.0.0.1:9";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    // Another program may have the port; where none has, the test takes it.
    [Theory]
    [InlineData(
        5080,
        "web",
        "--Market:Mode=live",
        $"--Sources:CoinMarketCap:BaseAddress={Nowhere}",
        $"--Sources:Coinbase:BaseAddress={Nowhere}"
    )]
    [InlineData(5090, "marketsim", "--Market:Mode=demo")]
    public async Task A_fixed_port_in_use_is_named_with_what_needs_it(int port, string resource, params string[] arguments)
    {
        using var other = TakeIfFree(port);
        using var free = TakeIfFree(0);
        var dashboard = ((IPEndPoint)free!.LocalEndpoint).Port;
        free.Stop();

        var refusal = await RefusalAsync([$"--ASPNETCORE_URLS=http://localhost:{dashboard}", .. arguments]);

        Assert.Contains($"Port {port}, which '{resource}' needs, is in use", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dashboard_port_in_use_is_named()
    {
        using var other = TakeIfFree(0);
        var port = ((IPEndPoint)other!.LocalEndpoint).Port;

        var refusal = await RefusalAsync(["--Market:Mode=demo", $"--ASPNETCORE_URLS=http://localhost:{port}"]);

        Assert.Contains($"Port {port}, which 'dashboard' needs, is in use", refusal, StringComparison.Ordinal);
    }

    // A folder in its place is refused as a file of another user is; a link to itself is another failure to open it.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_port_whose_lock_file_cannot_be_written_is_not_called_in_use(bool isLoop)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has another variable for the folder of temporary files.");
        using var free = TakeIfFree(0);
        var port = ((IPEndPoint)free!.LocalEndpoint).Port;
        free.Stop();
        var file = _folder.PathOf($"btctracker-{Environment.UserName}-port-{port}.lock");
        _ = isLoop ? File.CreateSymbolicLink(file, file) : (FileSystemInfo)Directory.CreateDirectory(file);

        var refusal = await RefusalAsync(
            ["--Market:Mode=demo", $"--ASPNETCORE_URLS=http://localhost:{port}"],
            temporaryFiles: _folder.Path
        );

        Assert.StartsWith($"Port {port} cannot be reserved with the file {file}: ", refusal, StringComparison.Ordinal);
        Assert.Contains("Remove the file, or set the variable TMPDIR to a folder that you can write", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_in_use_by_another_run_is_named_until_that_run_has_ended_however_it_ended()
    {
        string[] arguments = ["--Market:Mode=demo"];
        using var first = new AppHostProcess(_folder.Path, arguments);
        await first.PageAsync(Token);
        using var second = new AppHostProcess(_folder.Path, arguments);

        await Eventually.IsTrueAsync(() => second.HasExited, Token, second.All);
        Assert.Equal(1, await second.ExitCodeAsync(Token));
        Assert.Equal(
            $"The data in {_folder.PathOf("demo")} is in use by another run of this application. "
                + "End that run and start again, or choose another folder with --Store:DataFolder=PATH.",
            Assert.Single(second.Errors)
        );

        var processes = first.Descendants();
        await ProcessTree.SignalAsync(first.Id, "KILL");
        await ProcessTree.HaveEndedAsync(processes, Token);
        using var third = new AppHostProcess(_folder.Path, arguments);
        await third.PageAsync(Token);
        await third.StopAsync(Token);
    }

    private async Task<string> RefusalAsync(string[] arguments, string? temporaryFiles = null)
    {
        var environment = new Dictionary<string, string> { ["TMPDIR"] = temporaryFiles ?? Path.GetTempPath() };
        using var appHost = new AppHostProcess(_folder.Path, arguments, fixedPorts: true, environment: environment);
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
