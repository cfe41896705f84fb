using System.ComponentModel;
using System.Diagnostics;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>DynamoDB Local in a container of Podman or Docker, on a free port of this machine's loopback.</summary>
internal sealed class DynamoDbLocal : IAsyncDisposable
{
    private const string Image = "docker.io/amazon/dynamodb-local:3.3.0";

    // Asking an engine is a matter of moments; a pull is 200 MB, and fails at once where there is no network.
    private static readonly TimeSpan AskLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PullLimit = TimeSpan.FromSeconds(90);

    // Found out once for all tests.
    private static readonly Lazy<Task<(string? Engine, string? Absent)>> Found = new(FindEngineAsync);

    private readonly string _engine;
    private readonly string _container;

    private DynamoDbLocal(string engine, string container, Uri endpoint) => (_engine, _container, Endpoint) = (engine, container, endpoint);

    /// <summary>What <c>AWS_ENDPOINT_URL_DYNAMODB</c> is set to.</summary>
    public Uri Endpoint { get; }

    /// <summary>Starts it where <c>BTCTRACKER_SLOW=1</c> asks for it and this machine can; else says why not.</summary>
    public static async Task<(DynamoDbLocal? Store, string? Absent)> StartAsync(CancellationToken cancellationToken)
    {
        if (!SlowTests.AreWanted)
        {
            return (null, "DynamoDB Local runs in a container with BTCTRACKER_SLOW=1 only.");
        }

        return await Found.Value is { Engine: { } engine } ? await StartAsync(engine, cancellationToken) : (null, (await Found.Value).Absent);
    }

    public async ValueTask DisposeAsync() => await RunAsync(_engine, ["rm", "--force", _container], PullLimit);

    private static async Task<(string? Engine, string? Absent)> FindEngineAsync()
    {
        foreach (var engine in new[] { "podman", "docker" })
        {
            if (!(await RunAsync(engine, ["info"], AskLimit)).Succeeded)
            {
                continue;
            }

            return (await RunAsync(engine, ["image", "inspect", Image], AskLimit)).Succeeded
                || await RunAsync(engine, ["pull", "--quiet", Image], PullLimit) is not { Succeeded: false } pull
                    ? (engine, null)
                    : (null, $"{engine} has no image {Image} and cannot pull it: {pull.Output}");
        }

        return (null, "Neither Podman nor Docker can run a container on this machine.");
    }

    private static async Task<(DynamoDbLocal? Store, string? Absent)> StartAsync(string engine, CancellationToken cancellationToken)
    {
        var (succeeded, output) = await RunAsync(engine, ["run", "--detach", "--rm", "--publish", "127.0.0.1::8000", Image, "-jar", "DynamoDBLocal.jar", "-inMemory"], PullLimit);
        if (!succeeded)
        {
            return (null, $"{engine} cannot run {Image}: {output}");
        }

        var address = (await RunAsync(engine, ["port", output, "8000/tcp"], AskLimit)).Output;
        var store = new DynamoDbLocal(engine, output, new Uri($"http://{address}"));
        await store.WaitUntilHealthyAsync(cancellationToken);
        return (store, null);
    }

    // It answers 400 to a request that is none of DynamoDB's.
    private async Task WaitUntilHealthyAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        await Eventually.GetAsync(() => client.GetAsync(Endpoint, cancellationToken), answer => (int)answer.StatusCode < 500, cancellationToken);
    }

    private static async Task<(bool Succeeded, string Output)> RunAsync(string command, string[] arguments, TimeSpan limit)
    {
        using var timeLeft = new CancellationTokenSource(limit);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            using var killed = timeLeft.Token.Register(process.Kill);
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
            await process.WaitForExitAsync(CancellationToken.None);
            var said = (await output, await errors);
            return process.ExitCode == 0 ? (true, said.Item1.Trim())
                : (false, timeLeft.IsCancellationRequested ? $"it took longer than {limit.TotalSeconds:F0} s." : said.Item2.Trim());
        }
        catch (Win32Exception error)
        {
            return (false, error.Message); // It is not installed.
        }
    }
}
