using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App.Running;

/// <summary>Which processes learn CoinMarketCap's key.</summary>
[Trait("Level", "App")]
public sealed class SecretTests : IDisposable
{
    private const string Key = "0123-secret-4567";
    private const string Nowhere = "http://127.0.0.1:9";

    private static readonly string[] WithoutNetwork =
    [
        $"--Sources:CoinMarketCap:BaseAddress={Nowhere}", $"--Sources:Coinbase:BaseAddress={Nowhere}",
        $"--Sources:Bitstamp:BaseAddress={Nowhere}", $"--Sources:Kraken:BaseAddress={Nowhere}",
        $"--Sources:EuropeanCentralBank:BaseAddress={Nowhere}",
    ];

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_key_in_the_environment_reaches_ingest_and_no_other_process()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Environments of other processes are read from Linux's /proc.");
        using var appHost = new AppHostProcess(
            _folder.Path,
            ["--Market:Mode=live", .. WithoutNetwork],
            environment: new Dictionary<string, string> { ["Parameters__coinmarketcap_api_key"] = Key });
        await appHost.PageAsync(Token);
        await Eventually.IsTrueAsync(() => appHost.IdOf("/BtcTracker.Ingest") is not null, Token, appHost.All);

        var processes = ProcessTree.OfAppHost(appHost.Id);
        var knowing = processes.Where(process => Knows(process.Id)).Select(process => process.Command.Split('/')[^1]).Distinct();

        Assert.True(processes.Count >= 6);
        Assert.Equal("BtcTracker.Ingest", Assert.Single(knowing));
        Assert.DoesNotContain(Key, appHost.All(), StringComparison.Ordinal);
        await appHost.StopAsync(Token);
    }

    private static bool Knows(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/environ").Contains(Key, StringComparison.Ordinal)
                || File.ReadAllText($"/proc/{processId}/cmdline").Contains(Key, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // It has ended since.
        }
    }
}
