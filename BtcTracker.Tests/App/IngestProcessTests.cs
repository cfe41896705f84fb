using System.Diagnostics;
using System.Globalization;

namespace BtcTracker.Tests.App;

[Trait("Level", "App")]
public sealed class IngestProcessTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("--Ingest:Interval=30s", "Ingest:Interval '30s' is too short: live mode takes 00:01:00 or longer.")]
    [InlineData("--Ingest:Interval=7m", "Ingest:Interval '7m' does not divide a day")]
    [InlineData("--Market:Mode=auto", "Market:Mode 'auto' is not known: take live, demo or replay.")]
    [InlineData("--Market:Mode=demo", "Sources:CoinMarketCap:BaseAddress must name the simulated market")]
    [InlineData("--Sources:Coinbase:BaseAddress=nowhere", "Sources:Coinbase:BaseAddress 'nowhere' is not an http or https address.")]
    [InlineData("--Sources:CoinMarketCap:ApiKey=two words", "Sources:CoinMarketCap:ApiKey has a character that no key has")]
    public async Task A_wrong_configuration_ends_with_one_line_and_code_1(string argument, string reason)
    {
        using var ingest = Start(["--AWS_ENDPOINT_URL_DYNAMODB=http://127.0.0.1:1", argument]);
        var output = await ingest.StandardError.ReadToEndAsync(Cancelled);
        await ingest.WaitForExitAsync(Cancelled);

        Assert.Equal(1, ingest.ExitCode);
        Assert.Contains(reason, output, StringComparison.Ordinal);
        Assert.DoesNotContain("two words", output, StringComparison.Ordinal);
        Assert.Single(output.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_termination_signal_ends_it_with_code_0()
    {
        await using var world = await IngestWorld.CreateAsync(Cancelled);
        using var ingest = Start(world.Arguments);
        var stored = ReadUntilAsync(ingest, "Stored the slot");
        await stored.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, Cancelled);

        using var kill = Process.Start("kill", ["-TERM", ingest.Id.ToString(CultureInfo.InvariantCulture)]);
        _ = ingest.StandardOutput.ReadToEndAsync(Cancelled);
        await ingest.WaitForExitAsync(Cancelled).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancelled);

        Assert.Equal(0, ingest.ExitCode);
    }

    private static async Task ReadUntilAsync(Process process, string words)
    {
        while (await process.StandardOutput.ReadLineAsync(Cancelled) is { } line)
        {
            if (line.Contains(words, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"It ended without saying '{words}'.");
    }

    private static Process Start(IEnumerable<string> arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "BtcTracker.Ingest.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
