using System.CommandLine;

namespace BtcTracker.Ingest.Files;

/// <summary>What <c>import</c> is asked for.</summary>
/// <param name="File">The file's path, from the caller's folder.</param>
/// <param name="Interval">The candles' interval; null where the file tells.</param>
/// <param name="VolumeUnit">What a volume without a unit counts.</param>
internal sealed record ImportRequest(string File, Market.Interval? Interval, string VolumeUnit);

/// <summary>The command line of <c>import</c>.</summary>
internal static class ImportCommand
{
    /// <summary>Describes it.</summary>
    public static Command Create(IReadOnlyList<string> settings)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "CSV or JSON lines, oldest first: candles with time, open, high, low and close, or what export wrote.",
        };
        var interval = IntervalOption.Create("How long a candle of the file lasts; needed where the file does not tell.");
        var unit = new Option<string>("--volume-unit")
        {
            Description = "What a volume counts where the file does not tell.",
            HelpName = "BTC|USD",
            DefaultValueFactory = _ => "BTC",
        };
        unit.AcceptOnlyFromAmong("BTC", "USD");
        var command = new Command("import", "Bring a file of prices into the store. What is there already stays, so it can be stopped and run again.") { file, interval, unit };
        command.SetAction((parsed, cancellationToken) =>
        {
            var request = new ImportRequest(parsed.GetRequiredValue(file), parsed.GetValue(interval), parsed.GetRequiredValue(unit));
            return VerbHost.RunAsync(settings, services => ActivatorUtilities.CreateInstance<ImportVerb>(services).RunAsync(request, cancellationToken));
        });
        return command;
    }
}
