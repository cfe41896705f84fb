namespace BtcTracker.Tests.App;

/// <summary>Ingest as a Lambda function, by the runtime API that Lambda offers to any program.</summary>
[Trait("Level", "App")]
public sealed class IngestLambdaTests : IAsyncLifetime
{
    private static readonly TimeSpan Ample = TimeSpan.FromMinutes(5);

    private IngestWorld? _world;
    private LambdaRuntime? _lambda;

    private IngestWorld World => _world!;

    private LambdaRuntime Lambda => _lambda!;

    public async ValueTask InitializeAsync() => (_world, _lambda) = (await IngestWorld.StartAsync(), await LambdaRuntime.StartAsync());

    public async ValueTask DisposeAsync()
    {
        await Lambda.DisposeAsync();
        await World.DisposeAsync();
    }

    [Fact]
    public async Task Each_invocation_takes_one_reading_and_the_process_stays_for_the_next()
    {
        await using var function = Start();

        for (var invocation = 1; invocation <= 3; invocation++)
        {
            Assert.Equal(("response", """{"stored":true}"""), await Lambda.InvokeAsync(Ample));
            await World.AssertOwnCandlesEqualTheirQuotesAsync();
        }

        Assert.NotEmpty(await World.QuotesAsync());
        await function.StopAsync();
    }

    [Fact]
    public async Task What_could_not_be_stored_is_an_error_with_its_reason_and_the_next_invocation_works()
    {
        await using var function = Start();
        await World.Market.FaultAsync(new { route = "*", status = 500 });
        var (kind, body) = await Lambda.InvokeAsync(Ample);
        await World.Market.ClearFaultsAsync();

        Assert.Equal("error", kind);
        Assert.StartsWith(
            """{"errorType":"NotStored","errorMessage":"No source returned a quote for the slot """,
            body,
            StringComparison.Ordinal
        );
        Assert.Equal("response", (await Lambda.InvokeAsync(Ample)).Kind);
    }

    [Fact]
    public async Task A_time_that_is_too_short_is_reported_before_Lambda_ends_the_process()
    {
        await using var function = Start();
        await World.Store.KillAsync();

        Assert.Equal(
            (
                "error",
                """{"errorType":"NotStored","errorMessage":"The function timed out before the reading was stored. Give it a longer timeout."}"""
            ),
            await Lambda.InvokeAsync(TimeSpan.FromSeconds(3))
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not a host")]
    public async Task Elsewhere_it_says_where_it_belongs(string? address)
    {
        await using var function = new IngestProcess(
            World.Environment(address is null ? [] : [("AWS_LAMBDA_RUNTIME_API", address)]),
            "lambda"
        );

        Assert.Equal(1, await function.ExitCodeAsync());
        Assert.Equal(
            $"BtcTracker.Ingest: AWS_LAMBDA_RUNTIME_API '{address}' is not a host and port. AWS Lambda sets it: the command lambda "
                + "runs only there. Elsewhere use --once.",
            Assert.Single(function.Errors)
        );
    }

    private IngestProcess Start() => new(World.Environment(("AWS_LAMBDA_RUNTIME_API", Lambda.Address)), "lambda");
}
