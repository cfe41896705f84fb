using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using BtcTracker.AppHost;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Unit.Ingest;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BtcTracker.Tests.App.Commands;

/// <summary>An application in live mode whose sources are one server of the tests, with a key and slots of a day.</summary>
public sealed class LiveApplication : IAsyncLifetime
{
    /// <summary>The key, which no answer may hold.</summary>
    internal const string Key = "01234567-89ab-cdef-0123-456789abcdef";

    private static readonly string[] Vendors = ["CoinMarketCap", "Coinbase", "Bitstamp", "Kraken"];

    private StubServer? _sources;
    private RunningLive? _running;

    internal StubServer Sources => _sources!;

    internal CommandedApplication Running => _running!;

    public async ValueTask InitializeAsync()
    {
        _sources = await StubServer.StartAsync(TestContext.Current.CancellationToken);
        _running = new RunningLive(Sources.Address);
        await _running.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_running is not null)
        {
            await _running.DisposeAsync();
        }

        await Sources.DisposeAsync();
    }

    private sealed class RunningLive(Uri sources)
        : CommandedApplication([
            "--Market:Mode=live",
            "--Ingest:Interval=24h",
            $"--Parameters:coinmarketcap-api-key={Key}",
            .. Vendors.Select(name => $"--Sources:{name}:BaseAddress={sources}"),
        ]);
}

/// <summary>The dashboard's commands over the real market's table.</summary>
[Trait("Level", "App")]
public sealed class LiveCommandTests(LiveApplication live) : IClassFixture<LiveApplication>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Read_now_says_why_it_fails_without_the_key_and_what_it_stored_when_it_does_not()
    {
        var failed = await live.Running.RunAsync(ResourceNames.Ingest, "read-now");
        Assert.False(failed.Success);
        Assert.StartsWith("No source returned a quote for the slot ", failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(LiveApplication.Key, failed.Message, StringComparison.Ordinal);

        live.Sources.Answer(
            "/products/BTC-USD/ticker",
            context => context.Response.WriteAsJsonAsync(new { price = "64231.57", time = TimeProvider.System.GetUtcNow() }, Token)
        );
        var stored = await live.Running.RunAsync(ResourceNames.Ingest, "read-now");
        Assert.True(stored.Success, stored.Message);
        Assert.Matches("^Stored the slot .*: 64231\\.57 from coinbase as of ", stored.Message);

        // The dashboard shows data; of a success it leaves out the message.
        Assert.Equal((stored.Message, true), (stored.Data?.Value, stored.Data?.DisplayImmediately));
    }

    [Fact]
    public async Task An_uploaded_file_is_imported_under_its_own_name_and_deleted()
    {
        var upload = Write(
            "date,open,high,low,close\n2024-01-01,42288.58,44220.78,42180.77,44180\n2024-01-02,44180.1,45922.58,44159.19,44956.04\n"
        );

        var result = await ImportAsync("days.csv", upload, "1d");

        Assert.Equal((true, "days.csv: 2 rows read, 2 stored, 0 unchanged."), (result.Success, result.Message));
        AssertNothingIsLeft(upload);
        var export = await live.Running.RunAsync(ResourceNames.Ingest, "export-file", ("what", "candles"), ("interval", "1d"));
        Assert.True(export.Success, export.Message);
        var path = Directory.EnumerateFiles(Path.Combine(live.Running.DataFolder, "exports")).Order().Last();
        Assert.Contains("import:days.csv", await File.ReadAllTextAsync(path, Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_says_what_an_uploaded_file_would_change_and_finds_its_interval()
    {
        var upload = Write(
            "date,open,high,low,close\n2013-01-01,13.4,13.6,13.1,13.3\n2013-01-02,13.3,13.5,13.2,13.3\n2013-01-03,13.3,13.5,13.2,13.4\n"
        );

        var result = await ImportAsync("early.csv", upload, "all", isDryRun: true);

        Assert.True(result.Success, result.Message);
        Assert.Contains("3 would be stored, 0 replaced, 0 unchanged", result.Message, StringComparison.Ordinal);
        Assert.EndsWith("early.csv: 3 rows read, nothing stored.", result.Message, StringComparison.Ordinal);
        AssertNothingIsLeft(upload);
    }

    [Fact]
    public async Task What_an_import_says_meanwhile_is_logged_and_leaves_no_trace_among_the_details_of_ingest()
    {
        var upload = Write("date,open,high,low,close\n2013-01-01,13.4,13.6,13.1,13.3\n2013-01-02,13.3,13.5,13.2,13.3\n");
        var log = new LogKeeper<LiveCommandTests>();

        var result = await ImportAsync("early.csv", upload, "all", isDryRun: true, log);

        Assert.True(result.Success, result.Message);
        Assert.Contains(
            log.Lines,
            line => line.Message.StartsWith("Import of early.csv: Read as candles by their columns' names: ", StringComparison.Ordinal)
        );
        var states = live.Running.Application.Services.GetRequiredService<ResourceNotificationService>();
        Assert.True(states.TryGetCurrentState(ResourceNames.Ingest, out var ingest));
        Assert.DoesNotContain(ingest.Snapshot.Properties, property => property.Name == "Import");
        Assert.Equal(KnownResourceStates.Running, ingest.Snapshot.State?.Text);
    }

    [Theory]
    [InlineData("picture.png", "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR", "picture.png, line 1: ")]
    [InlineData("letter.csv", "Dear reader,\nthere are no prices here.\n", "letter.csv, line 1: ")]
    [InlineData("rows.csv", "date,open,high,low,close\n2024-01-01,1,1,1,1\nx\n", "rows.csv, line 3: ")]
    [InlineData("../../etc/hours.csv", "date,open,high,low,close\nx\n", "hours.csv, line 2: ")]
    [InlineData("empty.csv", "", "empty.csv is empty.")]
    public async Task An_upload_that_cannot_be_imported_is_refused_by_its_name_and_deleted(string name, string content, string message)
    {
        var upload = Write(content);

        var result = await ImportAsync(name, upload, "1d");

        Assert.False(result.Success);
        Assert.StartsWith(message, result.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(" at BtcTracker", result.Message, StringComparison.Ordinal);
        AssertNothingIsLeft(upload);
    }

    [Fact]
    public async Task An_upload_of_two_gigabytes_is_refused_before_it_is_copied()
    {
        var upload = Write("date,open,high,low,close\n");
        using (var file = File.OpenWrite(upload))
        {
            file.SetLength(2L << 30);
        }

        var result = await ImportAsync("all.csv", upload, "1d");

        Assert.False(result.Success);
        Assert.StartsWith("all.csv is larger than 100 MB. Import it on the command line: ", result.Message, StringComparison.Ordinal);
        AssertNothingIsLeft(upload);
    }

    private string Write(string content)
    {
        var path = _folder.PathOf(Guid.NewGuid().ToString("N"));
        File.WriteAllText(path, content);
        return path;
    }

    // Aspire takes an upload from its dashboard only, so that the command gets it from here as the dashboard gives it.
    private Task<ExecuteCommandResult> ImportAsync(string name, string path, string interval, bool isDryRun = false, ILogger? logger = null)
    {
        var application = live.Running.Application;
        var ingest = application
            .Services.GetRequiredService<DistributedApplicationModel>()
            .Resources.Single(resource => resource.Name == ResourceNames.Ingest);
        return ingest
            .Annotations.OfType<ResourceCommandAnnotation>()
            .Single(command => command.Name == "import-file")
            .ExecuteCommand(
                new ExecuteCommandContext
                {
                    ResourceName = ingest.Name,
                    Services = application.Services,
                    CancellationToken = Token,
                    Logger = logger ?? NullLogger.Instance,
                    Arguments = new InteractionInputCollection([
                        CommandArguments.Upload(name, path),
                        .. CommandArguments.Of(("interval", interval), ("dry-run", isDryRun ? "true" : "false")),
                    ]),
                }
            );
    }

    private static void AssertNothingIsLeft(string upload)
    {
        Assert.False(File.Exists(upload));
        Assert.Empty(Directory.EnumerateDirectories(Path.GetTempPath(), $"btctracker-import-{Environment.ProcessId}-*"));
    }
}
