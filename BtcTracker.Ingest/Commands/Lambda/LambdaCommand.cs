using System.CommandLine;
using BtcTracker.ServiceDefaults;

namespace BtcTracker.Ingest.Commands.Lambda;

/// <summary>The command <c>lambda</c>, which the image runs on AWS Lambda: one reading per invocation.</summary>
internal static class LambdaCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(IReadOnlyList<string> settings)
    {
        var command = new Command("lambda", "Take one reading for each invocation by AWS Lambda.");
        command.SetAction(
            (_, cancellationToken) =>
                StartUp.RunOnceAsync(
                    () => Build(settings),
                    async (services, stopping) =>
                    {
                        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
                        await services.GetRequiredService<LambdaLoop>().RunAsync(ended.Token);
                        return null;
                    }
                )
        );
        return command;
    }

    private static IHost Build(IReadOnlyList<string> settings)
    {
        var builder = IngestApp.CreateOnceBuilder([.. settings]);
        var address = RuntimeApi.AddressIn(builder.Configuration);
        builder
            .Services.AddHttpClient<RuntimeApi>(client =>
            {
                client.BaseAddress = address;

                // The next invocation may come in hours.
                client.Timeout = Timeout.InfiniteTimeSpan;
            })
            // Plain HTTP within the function, whatever its address.
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false });
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<LambdaLoop>(services, settings));
        return builder.Build();
    }
}
