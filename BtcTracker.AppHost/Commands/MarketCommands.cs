using System.Globalization;
using System.Net.Http.Json;

namespace BtcTracker.AppHost.Commands;

/// <summary>The commands that start and end faults of the simulated market.</summary>
internal static class MarketCommands
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);

    /// <summary>Adds the commands.</summary>
    public static IResourceBuilder<ProjectResource> WithMarketCommands(this IResourceBuilder<ProjectResource> market) =>
        market
            .WithRunningCommand(
                "make-fault",
                "Make the market fail…",
                context => CallAsync(market, http => AddFaultAsync(http, context)),
                new()
                {
                    Description = "Simulates a fault for a limited time. Watch ingest and the page.",
                    IconName = "PlugDisconnected",
                    IsHighlighted = true,
                    ValidateArguments = ValidateAsync,
                    Arguments =
                    [
                        new InteractionInput
                        {
                            Name = "fault",
                            Label = "Fault",
                            InputType = InputType.Choice,
                            Required = true,
                            Value = MarketFault.All[0].Name,
                            Options = [.. MarketFault.All.Select(fault => KeyValuePair.Create(fault.Name, fault.Title))],
                        },
                        new InteractionInput
                        {
                            Name = "seconds",
                            Label = "Seconds",
                            InputType = InputType.Number,
                            Required = true,
                            Value = "60",
                        },
                    ],
                }
            )
            .WithRunningCommand(
                "end-faults",
                "End faults",
                context => CallAsync(market, http => EndFaultsAsync(http, context)),
                new() { Description = "Ends all faults of the simulated market.", IconName = "PlugConnectedCheckmark" }
            );

    // Number inputs also accept NaN and 1e300.
    private static Task ValidateAsync(InputsDialogValidationContext context)
    {
        if (
            !double.TryParse(context.Inputs.GetString("seconds"), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            || !(seconds > 0 && seconds <= MarketFault.LongestSeconds)
        )
        {
            context.AddValidationError("seconds", $"Use a number of seconds above 0 and at most {MarketFault.LongestSeconds}.");
        }

        return Task.CompletedTask;
    }

    private static async Task<ExecuteCommandResult> AddFaultAsync(HttpClient http, ExecuteCommandContext context)
    {
        var fault = MarketFault.All.Single(known => known.Name == context.Arguments.GetString("fault"));
        var seconds = context.Arguments.GetDouble("seconds");
        var body = new Dictionary<string, object>(fault.Fields) { ["seconds"] = seconds };
        using var response = await http.PostAsJsonAsync("/faults", body, context.CancellationToken);
        var done = FormattableString.Invariant($"{fault.Title}, for {seconds} seconds.");
        return await ResultAsync(response, done, context.CancellationToken);
    }

    private static async Task<ExecuteCommandResult> EndFaultsAsync(HttpClient http, ExecuteCommandContext context)
    {
        using var response = await http.DeleteAsync(new Uri("/faults", UriKind.Relative), context.CancellationToken);
        return await ResultAsync(response, "All faults are over.", context.CancellationToken);
    }

    private static async Task<ExecuteCommandResult> ResultAsync(
        HttpResponseMessage response,
        string done,
        CancellationToken cancellationToken
    ) =>
        response.IsSuccessStatusCode
            ? CommandResults.Success(done)
            : CommandResults.Failure($"The simulated market refused: {await response.Content.ReadAsStringAsync(cancellationToken)}");

    private static async Task<ExecuteCommandResult> CallAsync(
        IResourceBuilder<ProjectResource> market,
        Func<HttpClient, Task<ExecuteCommandResult>> call
    )
    {
        using var http = new HttpClient { BaseAddress = new Uri(market.GetEndpoint("http").Url), Timeout = AnswerLimit };
        try
        {
            return await call(http);
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            return CommandResults.Failure($"The simulated market does not respond: {error.Message}");
        }
    }
}
