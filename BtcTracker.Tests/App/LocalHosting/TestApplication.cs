using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace BtcTracker.Tests.App.LocalHosting;

/// <summary>An app model of small programs for one test, with a folder of its own that goes with it.</summary>
internal sealed class TestApplication : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("btctracker-app-");
    private DistributedApplication? _application;

    public IDistributedApplicationBuilder Builder { get; } = DistributedApplication.CreateBuilder([]);

    public DistributedApplication Application => _application ??= Builder.Build();

    /// <summary>A path in the test's folder.</summary>
    public string PathOf(string fileName) => Path.Combine(_folder.FullName, fileName);

    /// <summary>What a program wrote into a file of the test's folder, line by line.</summary>
    public string[] Lines(string fileName) => File.Exists(PathOf(fileName)) ? File.ReadAllLines(PathOf(fileName)) : [];

    /// <summary>Adds a program of the shell; it runs in the test's folder.</summary>
    public IResourceBuilder<ExecutableResource> AddShell(string name, string script) =>
        Builder.AddExecutable(name, "/bin/sh", _folder.FullName, "-c", script);

    /// <summary>Adds an HTTP server that answers 200 while a file exists, else 503, and writes its process id to NAME.pid.</summary>
    public IResourceBuilder<ExecutableResource> AddServer(string name, string healthyFile)
    {
        var script = $"""
            const fs = require('fs');
            fs.writeFileSync('{name}.pid', String(process.pid));
            require('http').createServer((request, response) => response.writeHead(fs.existsSync('{healthyFile}') ? 200 : 503).end()).listen(process.env.PORT, '127.0.0.1');
            """;
        return Builder.AddExecutable(name, "node", _folder.FullName, "-e", script)
            .WithHttpEndpoint(env: "PORT")
            .WithHttpHealthCheck("/");
    }

    public async ValueTask DisposeAsync()
    {
        await Application.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
