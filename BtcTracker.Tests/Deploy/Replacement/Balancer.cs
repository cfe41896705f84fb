using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using BtcTracker.Tests.App;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Deploy.Replacement;

/// <summary>
/// haproxy as the load balancer on AWS works, with its times scaled down: health by two checks of /alive, no retries, and a
/// target that is deregistered gets nothing new while what it has goes on.
/// </summary>
internal sealed class Balancer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    private Balancer(string program, int port, IReadOnlyList<int> targets)
    {
        Address = new Uri($"http://127.0.0.1:{port}");
        var configuration = _folder.PathOf("haproxy.cfg");
        File.WriteAllText(configuration, Configuration(port, targets));
        _process = Command.Start(program, "-db", "-f", configuration);
    }

    public Uri Address { get; }

    private string Admin => _folder.PathOf("admin");

    /// <summary>Starts it with its targets out of rotation. They are named <c>web0</c>, <c>web1</c> and so on.</summary>
    public static Balancer Start(string program, IReadOnlyList<int> targets) => new(program, WebProcess.FreePort(), targets);

    /// <summary>Puts a target into rotation and waits until its checks have passed.</summary>
    public async Task RegisterAsync(int target)
    {
        await PublishAsync($"set server web/web{target} state ready");
        await PublishAsync($"set server web/web{target} health down");
        await WaitForAsync(target, "UP");
    }

    /// <summary>Takes a target out of rotation.</summary>
    public Task DeregisterAsync(int target) => PublishAsync($"set server web/web{target} state drain");

    /// <summary>Waits until a target's checks have made it <c>UP</c> or <c>DOWN</c>.</summary>
    public Task WaitForAsync(int target, string status) =>
        Eventually.GetAsync(
            () => PublishAsync("show stat"),
            table =>
                table.Split('\n').Any(row => row.StartsWith($"web,web{target},", StringComparison.Ordinal) && row.Split(',')[17] == status),
            TestContext.Current.CancellationToken
        );

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _folder.Dispose();
    }

    private async Task<string> PublishAsync(string command)
    {
        var token = TestContext.Current.CancellationToken;
        await Eventually.IsTrueAsync(() => File.Exists(Admin), token);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Admin), token);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(command + "\n"), token);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(token);
    }

    private string Configuration(int port, IReadOnlyList<int> targets) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            global
              stats socket {Admin} level admin
            defaults
              mode http
              retries 0
              timeout connect 5s
              timeout client 60s
              timeout server 60s
              option forwardfor
            frontend viewers
              bind 127.0.0.1:{port}
              default_backend web
            backend web
              balance roundrobin
              option httpchk GET /alive
              http-request set-header X-Forwarded-Proto https
              http-response set-header X-Target %s
              default-server check inter 500ms fall 2 rise 2 disabled
            {string.Join('\n', targets.Select((target, number) => $"  server web{number} 127.0.0.1:{target}"))}

            """
        );
}
