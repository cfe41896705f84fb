using System.ComponentModel;
using System.Diagnostics;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>DynamoDB Local in a container of Podman or Docker, on a free port of this machine's loopback.</summary>
internal sealed class DynamoDbLocal : IAsyncDisposable
{
    private const string Image = "docker.io/amazon/dynamodb-local:3.3.0";

    // Asking an engine, or finding out that there is no network, is a matter of moments; a pull is 200 MB.
    private static readonly TimeSpan AskLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PullLimit = TimeSpan.FromMinutes(2);

    private readonly string _engine;
    private readonly string _container;

    private DynamoDbLocal(string engine, string container, Uri endpoint) => (_engine, _container, Endpoint) = (engine, container, endpoint);

    /// <summary>What <c>AWS_ENDPOINT_URL_DYNAMODB</c> is set to.</summary>
    public Uri Endpoint { get; }

    /// <summary>Starts it where <c>BTCTRACKER_SLOW=1</c> asks for it and this machine can; else says why not.</summary>
    public static async Task<(DynamoDbLocal? Store, string? Absent)> StartAsync(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable("BTCTRACKER_SLOW") != "1")
        {
            return (null, "DynamoDB Local runs in a container with BTCTRACKER_SLOW=1 only.");
        }

        foreach (var engine in new[] { "podman", "docker" })
        {
            if ((await RunAsync(engine, ["info"], AskLimit, cancellationToken)).Succeeded)
            {
                return await StartAsync(engine, cancellationToken);
            }
        }

        return (null, "Neither Podman nor Docker can run a container on this machine.");
    }

    public async ValueTask DisposeAsync() => await RunAsync(_engine, ["rm", "--force", _container], PullLimit, CancellationToken.None);

    private static async Task<(DynamoDbLocal? Store, string? Absent)> StartAsync(string engine, CancellationToken cancellationToken)
    {
        if (!(await RunAsync(engine, ["image", "inspect", Image], AskLimit, cancellationToken)).Succeeded
            && await RunAsync(engine, ["pull", "--quiet", Image], PullLimit, cancellationToken) is { Succeeded: false } pull)
        {
            return (null, $"{engine} has no image {Image} and cannot pull it: {pull.Output}");
        }

        var (succeeded, output) = await RunAsync(engine, ["run", "--detach", "--rm", "--publish", "127.0.0.1::8000", Image, "-jar", "DynamoDBLocal.jar", "-inMemory"], PullLimit, cancellationToken);
        if (!succeeded)
        {
            return (null, $"{engine} cannot run {Image}: {output}");
        }

        var address = (await RunAsync(engine, ["port", output, "8000/tcp"], AskLimit, cancellationToken)).Output;
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

    private static async Task<(bool Succeeded, string Output)> RunAsync(string command, string[] arguments, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeLeft = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeLeft.CancelAfter(limit);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            using var killed = timeLeft.Token.Register(process.Kill);
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? (true, (await output).Trim()) : (false, (await errors).Trim());
        }
        catch (Win32Exception error)
        {
            return (false, error.Message); // It is not installed.
        }
    }
}
