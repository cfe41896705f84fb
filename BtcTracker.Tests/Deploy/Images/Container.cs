using System.Globalization;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Deploy.Images;

/// <summary>A running container as the platform starts it: nothing writable, no capabilities, 512 MB.</summary>
internal sealed class Container : IAsyncDisposable
{
    private readonly Podman _podman;
    private readonly string _id;

    private Container(Podman podman, string id, string processId) => (_podman, _id, ProcessFolder) = (podman, id, $"/proc/{processId}");

    /// <summary>What this machine's kernel reports of its process.</summary>
    private string ProcessFolder { get; }

    public static async Task<Container> StartAsync(Podman podman, string image, IReadOnlyDictionary<string, string> environment)
    {
        // On this machine's own network, so that it reaches the store on the loopback and listens nowhere else.
        var id = await podman.RunAsync([
            "run",
            "--detach",
            "--tls-verify=false",
            "--network",
            "host",
            "--read-only",
            "--read-only-tmpfs=false",
            "--cap-drop",
            "all",
            "--security-opt",
            "no-new-privileges",
            "--memory",
            "512m",
            .. environment.SelectMany(variable => new[] { "--env", $"{variable.Key}={variable.Value}" }),
            image,
        ]);
        return new Container(podman, id, await podman.RunAsync("inspect", "--format", "{{.State.Pid}}", id));
    }

    /// <summary>Runs a command inside, as the platform's health check does.</summary>
    public Task<CommandResult> ExecuteAsync(params string[] command) => _podman.TryAsync(["exec", _id, .. command]);

    /// <summary>What it has said.</summary>
    public Task<string> LogAsync() => _podman.RunAsync("logs", _id);

    /// <summary>Sends SIGTERM, and SIGKILL after the limit.</summary>
    /// <returns>The exit code; 137 where it had to be killed.</returns>
    public async Task<int> StopAsync(TimeSpan limit)
    {
        await _podman.RunAsync("stop", "--time", limit.TotalSeconds.ToString(CultureInfo.InvariantCulture), _id);
        return int.Parse(await _podman.RunAsync("inspect", "--format", "{{.State.ExitCode}}", _id), CultureInfo.InvariantCulture);
    }

    /// <summary>Asserts what is promised of every image: its user, its rights, its root and what it holds in memory.</summary>
    public void AssertIsConfined()
    {
        var status = File.ReadAllLines($"{ProcessFolder}/status")
            .Select(line => line.Split(':'))
            .ToDictionary(line => line[0], line => line[1].Trim());
        Assert.Equal("1654\t1654\t1654\t1654", status["Uid"]);
        Assert.Equal(new string('0', 16), status["CapEff"]);
        Assert.Equal(new string('0', 16), status["CapBnd"]);
        Assert.Equal("1", status["NoNewPrivs"]);
        var root = File.ReadAllLines($"{ProcessFolder}/mounts").Select(line => line.Split(' ')).Last(mount => mount[1] == "/");
        Assert.Contains("ro", root[3].Split(','));
        Assert.InRange(PeakMemory(status), 1, 512L * 1024 * 1024);
        Assert.Contains("libicuuc", File.ReadAllText($"{ProcessFolder}/maps"), StringComparison.Ordinal);
    }

    /// <summary>The most memory that it held until now, in bytes.</summary>
    public long PeakMemory() =>
        PeakMemory(
            File.ReadAllLines($"{ProcessFolder}/status")
                .Select(line => line.Split(':'))
                .ToDictionary(line => line[0], line => line[1].Trim())
        );

    public async ValueTask DisposeAsync() => await _podman.TryAsync("rm", "--force", "--time", "0", _id);

    // "VmHWM:   123456 kB"
    private static long PeakMemory(Dictionary<string, string> status) =>
        long.Parse(status["VmHWM"].Split(' ')[0], CultureInfo.InvariantCulture) * 1024;
}
