using System.Net.Sockets;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BtcTracker.ServiceDefaults;

/// <summary>Runs a service so that an invalid configuration ends it with one clear line instead of a stack trace.</summary>
public static class StartUp
{
    /// <summary>Builds and runs a host until it is stopped.</summary>
    /// <returns>
    /// The exit code: 0 after a clean stop; 1 for an error that the user can correct, explained on stderr, or if a background service
    /// failed, which the host has logged.
    /// </returns>
    public static Task<int> RunAsync(Func<IHost> build) => RunAsync(build, RunUntilStoppedAsync);

    /// <summary>Builds a host, validates its configuration and runs one function with its services.</summary>
    /// <returns>The function's exit code; 1 for an error that the user can correct, explained on stderr.</returns>
    public static async Task<int> RunAsync(Func<IHost> build, Func<IHost, Task<int>> run)
    {
        try
        {
            using var host = BuildChecked(build);
            return await run(host);
        }
        catch (StartUpException exception)
        {
            return await ExplainAsync(exception.InnerException!);
        }
        catch (IOException exception) when (exception.InnerException?.GetBaseException() is SocketException)
        {
            // The address is in use, or not this machine's; the message names it.
            return await ExplainAsync(exception);
        }
    }

    /// <summary>Builds a host and runs one piece of work, instead of running until stopped.</summary>
    /// <param name="build">Builds the host.</param>
    /// <param name="work">The work: returns null on success, otherwise a sentence for the user.</param>
    /// <returns>
    /// The exit code: 0 on success; 1 on failure, explained on stderr in one line, or if it was stopped before.
    /// </returns>
    public static Task<int> RunOnceAsync(Func<IHost> build, Func<IServiceProvider, CancellationToken, Task<string?>> work) =>
        RunAsync(
            build,
            async host =>
            {
                await host.StartAsync();
                try
                {
                    var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
                    return await work(host.Services, stopping) is { } reason ? await ExplainAsync(reason) : 0;
                }
                catch (OperationCanceledException)
                {
                    return await ExplainAsync("Stopped before it finished.");
                }
                finally
                {
                    await host.StopAsync();
                }
            }
        );

    private static async Task<int> RunUntilStoppedAsync(IHost host)
    {
        // Resolved before the run, whose end disposes the services. A failed service stops the host, which treats that as a clean stop.
        var workers = host.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToList();
        await host.RunAsync();
        return workers.Exists(worker => worker.ExecuteTask is { IsFaulted: true }) ? 1 : 0;
    }

    private static IHost BuildChecked(Func<IHost> build)
    {
        try
        {
            var host = build();

            // Validated here, before the host would log each failure with its stack trace.
            host.Services.GetService<IStartupValidator>()?.Validate();
            return host;
        }
        catch (Exception exception) when (IsForTheUser(exception))
        {
            throw new StartUpException(exception);
        }
    }

    private static Task<int> ExplainAsync(Exception exception)
    {
        var reasons = exception is AggregateException several
            ? several.InnerExceptions.Select(inner => inner.Message)
            : [exception.Message];
        return ExplainAsync(string.Join("; ", reasons));
    }

    private static async Task<int> ExplainAsync(string reason)
    {
        await Console.Error.WriteLineAsync($"{Assembly.GetEntryAssembly()?.GetName().Name}: {reason.ReplaceLineEndings(" ")}");
        return 1;
    }

    // While a host is built these exceptions come from the configuration and its files; a converter's failure comes from the binder, or
    // from the generated code, which wraps the converter's exception.
    private static bool IsForTheUser(Exception exception) =>
        exception is OptionsValidationException or FormatException or FileNotFoundException
        || exception is AggregateException several && several.InnerExceptions.All(IsForTheUser)
        || exception
            is InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" }
                or InvalidOperationException { InnerException: FormatException };

    /// <summary>Marks a failure while building, so that the same exceptions keep their stack trace while running.</summary>
    private sealed class StartUpException(Exception innerException) : Exception(innerException.Message, innerException);
}
