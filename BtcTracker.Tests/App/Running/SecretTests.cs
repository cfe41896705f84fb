using BtcTracker.Ingest.Alerts.Push;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App.Running;

/// <summary>Which processes learn CoinMarketCap's key and the alerts' secrets, and which the token of the operator's page.</summary>
[Trait("Level", "App")]
[Slow]
public sealed class SecretTests : IDisposable
{
    private const string Key = "0123-secret-4567";
    private const string StatusToken = "89ab-secret-token-cdef";
    private const string AlertsSecret = "cdef-secret-alerts-0123";
    private const string Nowhere = "http://127.0.0.1:9";

    private static readonly string[] WithoutNetwork =
    [
        $"--Sources:CoinMarketCap:BaseAddress={Nowhere}",
        $"--Sources:Coinbase:BaseAddress={Nowhere}",
        $"--Sources:Bitstamp:BaseAddress={Nowhere}",
        $"--Sources:Kraken:BaseAddress={Nowhere}",
        $"--Sources:EuropeanCentralBank:BaseAddress={Nowhere}",
    ];

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_key_and_the_alerts_secrets_in_the_environment_reach_only_ingest_and_a_token_only_the_web()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Environments of other processes are read from Linux's /proc.");
        var keys = VapidKeys.Make();
        using var appHost = new AppHostProcess(
            _folder.Path,
            ["--Market:Mode=live", .. WithoutNetwork],
            environment: new Dictionary<string, string>
            {
                ["Parameters__coinmarketcap_api_key"] = Key,
                ["Status__Token"] = StatusToken,
                ["Alerts__Webhook__Secret"] = AlertsSecret,
                ["Alerts__Push__Subject"] = "mailto:ops@example.com",
                ["Alerts__Push__PublicKey"] = keys.PublicKey,
                ["Alerts__Push__PrivateKey"] = keys.PrivateKey,
            }
        );
        await appHost.PageAsync(Token);
        await Eventually.IsTrueAsync(() => appHost.IdOf("/BtcTracker.Ingest") is not null, Token, appHost.All);

        var processes = ProcessTree.OfAppHost(appHost.Id);
        Assert.True(processes.Count >= 6);
        foreach (
            var (secret, program) in new[]
            {
                (Key, "BtcTracker.Ingest"),
                (AlertsSecret, "BtcTracker.Ingest"),
                (keys.PrivateKey, "BtcTracker.Ingest"),
                (StatusToken, "BtcTracker.Web"),
            }
        )
        {
            var knowing = processes
                .Where(process => Knows(process.Id, secret))
                .Select(process => process.Command.Split('/')[^1])
                .Distinct();
            Assert.Equal(program, Assert.Single(knowing));
            Assert.DoesNotContain(secret, appHost.All(), StringComparison.Ordinal);
        }

        await appHost.StopAsync(Token);
    }

    private static bool Knows(int processId, string secret)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/environ").Contains(secret, StringComparison.Ordinal)
                || File.ReadAllText($"/proc/{processId}/cmdline").Contains(secret, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // It has ended since.
        }
    }
}
