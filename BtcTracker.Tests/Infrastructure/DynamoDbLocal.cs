namespace BtcTracker.Tests.Infrastructure;

/// <summary>DynamoDB Local in a container of Podman or Docker, on a free port of this machine's loopback.</summary>
internal sealed class DynamoDbLocal : IAsyncDisposable
{
    private const string Image = "docker.io/amazon/dynamodb-local:3.1.0";

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

    /// <summary>Starts it where this machine can; else says why not.</summary>
    public static async Task<(DynamoDbLocal? Store, string? Absent)> StartAsync(CancellationToken cancellationToken) =>
        await Found.Value is { Engine: { } engine } ? await StartAsync(engine, cancellationToken) : (null, (await Found.Value).Absent);

    public async ValueTask DisposeAsync() => await Command.RunAsync(_engine, ["rm", "--force", _container], PullLimit);

    private static async Task<(string? Engine, string? Absent)> FindEngineAsync()
    {
        foreach (var engine in new[] { "docker", "podman" })
        {
            if (!(await Command.RunAsync(engine, ["info"], AskLimit)).Succeeded)
            {
                continue;
            }

            return
                (await Command.RunAsync(engine, ["image", "inspect", Image], AskLimit)).Succeeded
                || await Command.RunAsync(engine, ["pull", "--quiet", Image], PullLimit) is not { Succeeded: false } pull
                ? (engine, null)
                : (null, $"{engine} has no image {Image} and cannot pull it: {pull.Output}");
        }

        return (null, "Needs podman or docker, and neither can run a container on this machine.");
    }

    private static async Task<(DynamoDbLocal? Store, string? Absent)> StartAsync(string engine, CancellationToken cancellationToken)
    {
        var (succeeded, output) = await Command.RunAsync(
            engine,
            ["run", "--detach", "--rm", "--publish", "127.0.0.1::8000", Image, "-jar", "DynamoDBLocal.jar", "-inMemory"],
            PullLimit
        );
        if (!succeeded)
        {
            return (null, $"{engine} cannot run {Image}: {output}");
        }

        var address = (await Command.RunAsync(engine, ["port", output, "8000/tcp"], AskLimit)).Output;
        var store = new DynamoDbLocal(engine, output, new Uri($"http://{address}"));
        await store.WaitUntilHealthyAsync(cancellationToken);
        return (store, null);
    }

    // It answers 400 to a request that is none of DynamoDB's.
    private async Task WaitUntilHealthyAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        await Eventually.GetAsync(
            () => client.GetAsync(Endpoint, cancellationToken),
            answer => (int)answer.StatusCode < 500,
            cancellationToken
        );
    }
}
