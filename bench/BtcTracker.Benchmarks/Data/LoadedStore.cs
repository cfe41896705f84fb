using System.Diagnostics;
using System.Globalization;
using BtcTracker.AppHost;
using BtcTracker.Benchmarks.Measuring;

namespace BtcTracker.Benchmarks.Data;

/// <summary>Dynoxide on an imported market, with a data folder of its own that goes with it.</summary>
internal sealed class LoadedStore : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly ServerProcess _process;

    private LoadedStore(DirectoryInfo folder, ServerProcess process) => (_folder, _process) = (folder, process);

    /// <summary>What <c>AWS_ENDPOINT_URL_DYNAMODB</c> is set to.</summary>
    public Uri Endpoint => _process.Address;

    /// <summary>The engine.</summary>
    public ServerProcess Process => _process;

    /// <summary>Exports a market, imports it into an engine and starts it.</summary>
    /// <exception cref="BenchmarkException">The engine is not installed, or does not take the export.</exception>
    public static async Task<LoadedStore> StartAsync(Func<MarketExport, Task> write, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("btctracker-benchmark-");
        try
        {
            var engine = FindEngine(folder.FullName);
            await ImportAsync(engine, folder.FullName, write, cancellationToken);
            return new LoadedStore(folder, await ServeAsync(engine, cancellationToken));
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static StoreEngine FindEngine(string folder)
    {
        try
        {
            return StoreEngine.ForDynoxide(Paths.Root, folder);
        }
        catch (FileNotFoundException missing)
        {
            throw new BenchmarkException(
                $"The benchmark loads its store by dynoxide's import, which is available on Linux x64 only. {missing.Message}",
                missing
            );
        }
    }

    private static async Task ImportAsync(
        StoreEngine engine,
        string folder,
        Func<MarketExport, Task> write,
        CancellationToken cancellationToken
    )
    {
        var (source, schema, started) = (Path.Combine(folder, "export"), Path.Combine(folder, "schema.json"), Stopwatch.StartNew());
        await File.WriteAllTextAsync(schema, TableSchemas.Json, cancellationToken);
        int items;
        using (var export = new MarketExport(source))
        {
            await write(export);
            items = export.Items;
        }

        await Command.RunAsync(
            engine.Command,
            ["import", "--source", source, "--schema", schema, "--output", engine.DataPath],
            cancellationToken
        );
        Directory.Delete(source, recursive: true);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Store: {items:N0} items written and imported in {started.Elapsed.TotalSeconds:F1} s."
            )
        );
    }

    private static Task<ServerProcess> ServeAsync(StoreEngine engine, CancellationToken cancellationToken) =>
        ServerProcess.StartAsync(
            engine.Command,
            port => [.. engine.Arguments, "--port", port],
            environment: null,
            ready: "/",
            cancellationToken
        );
}
