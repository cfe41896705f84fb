using BtcTracker.AppHost;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App.Running;

/// <summary>The health of a resource, as the dashboard shows it and a wait for the resource reports it.</summary>
[Trait("Level", "App")]
[Slow]
public sealed class HealthTests : IDisposable
{
    private const string Nowhere = "http://127.0.0.1:9";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_a_source_ingest_is_degraded_with_the_reason_and_a_wait_for_it_reports_every_resource()
    {
        await using var application = await AppHostUnderTest.StartAsync(
            [
                "--Market:Mode=live",
                $"--Store:DataFolder={_folder.Path}",
                $"--Sources:CoinMarketCap:BaseAddress={Nowhere}",
                $"--Sources:Coinbase:BaseAddress={Nowhere}",
                $"--Sources:Bitstamp:BaseAddress={Nowhere}",
                $"--Sources:Kraken:BaseAddress={Nowhere}",
                $"--Sources:EuropeanCentralBank:BaseAddress={Nowhere}",
            ],
            Token
        );
        await application.HealthyAsync(ResourceNames.DynamoDb, Token);
        await application.ResourceNotifications.WaitForResourceAsync(
            ResourceNames.Ingest,
            change =>
                change.Snapshot.HealthReports.Any(report => report.Description?.Contains("coinbase: ", StringComparison.Ordinal) == true),
            Token
        );

        var hang = await Assert.ThrowsAsync<TimeoutException>(() =>
            application.HealthyAsync(ResourceNames.Ingest, Token, patience: TimeSpan.FromSeconds(0.1))
        );

        Assert.Contains("ingest: Running, exit code none, Degraded", hang.Message, StringComparison.Ordinal);
        Assert.Contains("ingest_check: Degraded No slot is stored yet. ", hang.Message, StringComparison.Ordinal);
        Assert.Contains("dynamodb_check: Healthy The store responds and has no quote yet.", hang.Message, StringComparison.Ordinal);
        Assert.Contains("No source returned a quote for the slot", hang.Message, StringComparison.Ordinal);
    }
}
