using System.Net.Sockets;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BtcTracker.ServiceDefaults;

/// <summary>Runs a service so that a wrong configuration ends it with one clear line instead of a stack trace.</summary>
public static class StartUp
{
    /// <summary>Builds and runs a host until it is told to stop.</summary>
    /// <returns>
    /// The exit code: 0 after a clean stop; 1 where the user has something to put right, said on stderr, or where a background service
    /// failed, which the host has logged.
    /// </returns>
    public static Task<int> RunAsync(Func<IHost> build) => RunAsync(build, RunUntilStoppedAsync);

    /// <summary>Builds a host, checks its configuration and does one thing with its services.</summary>
    /// <returns>What that returns; 1 where the user has something to put right, said on stderr.</returns>
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

    /// <summary>Builds a host and does one piece of work with it, instead of running until told to stop.</summary>
    /// <param name="build">Builds the host.</param>
    /// <param name="work">The work: gives null where it is done, else a sentence for the user.</param>
    /// <returns>
    /// The exit code: 0 where it is done; 1 where it is not, which stderr says in one line, or where it was told to stop before.
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
                    return await ExplainAsync("It was told to stop before it was done.");
                }
                finally
                {
                    await host.StopAsync();
                }
            }
        );

    private static async Task<int> RunUntilStoppedAsync(IHost host)
    {
        // Found before the run, whose end disposes the services. A failed one stops the host, which calls that a clean end.
        var workers = host.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToList();
        await host.RunAsync();
        return workers.Exists(worker => worker.ExecuteTask is { IsFaulted: true }) ? 1 : 0;
    }

    private static IHost BuildChecked(Func<IHost> build)
    {
        try
        {
            var host = build();

            // Checked here, before the host logs each failure with its stack trace.
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

    // While a host is built these come from configuration and the files it names; a converter's failure comes from the binder,
    // or from the code that is generated in its place, which wraps what the converter threw.
    private static bool IsForTheUser(Exception exception) =>
        exception is OptionsValidationException or FormatException or FileNotFoundException
        || exception is AggregateException several && several.InnerExceptions.All(IsForTheUser)
        || exception
            is InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" }
                or InvalidOperationException { InnerException: FormatException };

    /// <summary>Marks a failure of building, so that the same kinds of failure while running keep their stack trace.</summary>
    private sealed class StartUpException(Exception innerException) : Exception(innerException.Message, innerException);
}
