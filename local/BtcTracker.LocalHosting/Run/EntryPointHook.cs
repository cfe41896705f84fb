using System.Reflection;
using Aspire.Hosting;
using Microsoft.Extensions.Configuration;

namespace BtcTracker.LocalHosting.Run;

/// <summary>Lets a test run an AppHost's entry point inside its own process, up to the built application, which the test then starts.</summary>
internal sealed class EntryPointHook(Assembly appHostAssembly)
{
    private static readonly AsyncLocal<EntryPointHook?> Ambient = new();
    private readonly TaskCompletionSource<(LocalApplicationBuilder Builder, DistributedApplication Application)> _built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The hook that this code runs under; null in an ordinary run. It flows with the call, so that several tests do not mix.</summary>
    public static EntryPointHook? Current => Ambient.Value;

    /// <summary>The AppHost's assembly.</summary>
    public Assembly AppHostAssembly => appHostAssembly;

    /// <summary>Ends when the test disposes of the application.</summary>
    public Task Disposed => _disposed.Task;

    /// <summary>Runs the entry point until it has built its application.</summary>
    /// <exception cref="DistributedApplicationException">It ended before.</exception>
    public Task<(LocalApplicationBuilder Builder, DistributedApplication Application)> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        // A thread of its own: an entry point blocks until its application has ended.
        var thread = new Thread(() => Run(args)) { IsBackground = true, Name = appHostAssembly.GetName().Name };
        thread.Start();
        return _built.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Sets what a test wants unless the arguments say otherwise: free ports.</summary>
    public static void Configure(IConfiguration configuration) => configuration["DcpPublisher:RandomizePorts"] ??= "true";

    /// <summary>Called by the builder.</summary>
    public void Built(LocalApplicationBuilder builder, DistributedApplication application) => _built.TrySetResult((builder, application));

    /// <summary>Lets the entry point end.</summary>
    public void Release() => _disposed.TrySetResult();

    private void Run(string[] args)
    {
        Ambient.Value = this;
        try
        {
            var entryPoint = appHostAssembly.EntryPoint
                ?? throw new DistributedApplicationException($"{appHostAssembly.GetName().Name} is not a program.");
            var exitCode = entryPoint.Invoke(null, entryPoint.GetParameters().Length == 0 ? null : [args]);
            _built.TrySetException(new DistributedApplicationException($"The AppHost ended with exit code {exitCode ?? 0} before it had built its application. What it said is on standard error."));
        }
        catch (Exception error) when (error is TargetInvocationException or DistributedApplicationException)
        {
            // Whoever waits for the application gets the cause.
            _built.TrySetException(error.InnerException ?? error);
        }
    }
}
