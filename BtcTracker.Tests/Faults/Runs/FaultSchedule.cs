using System.Text.Json;
using System.Text.Json.Serialization;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Faults.Runs;

/// <summary>What a run is made of: a file in <c>Faults/Schedules</c>.</summary>
/// <param name="Days">How long it is.</param>
/// <param name="Faults">What goes wrong.</param>
/// <param name="Seeds">The seeds that run.</param>
/// <param name="Expected">By seed, exactly what comes of it; a seed that is not here has only the promises that hold for all.</param>
internal sealed record FaultSchedule(
    int Days,
    IReadOnlyList<FaultRate> Faults,
    IReadOnlyList<int> Seeds,
    IReadOnlyDictionary<int, RunOutcome> Expected
)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
    };

    /// <summary>Reads a schedule by its name.</summary>
    public static FaultSchedule Read(string name) =>
        JsonSerializer.Deserialize<FaultSchedule>(
            File.ReadAllText(Path.Combine(RepositoryPaths.Root, "BtcTracker.Tests", "Faults", "Schedules", $"{name}.json")),
            Json
        )!;

    /// <summary>An outcome as the file has it.</summary>
    public static string Text(RunOutcome outcome) => JsonSerializer.Serialize(outcome, Json);
}

/// <summary>How often something goes wrong.</summary>
/// <param name="Kind">What.</param>
/// <param name="PerDay">How often it begins in a day; for a vendor's fault, at each vendor.</param>
/// <param name="Slots">For how many slots it lasts: the fewest and the most.</param>
internal sealed record FaultRate(FaultKind Kind, double PerDay, IReadOnlyList<int> Slots);

/// <summary>What comes of a run, in slots, readings and ends of the process.</summary>
internal sealed record RunOutcome(
    int Stored,
    IReadOnlyDictionary<string, long> Gaps,
    IReadOnlyDictionary<string, long> Rejected,
    int Unconfirmed,
    int Outdated,
    int Straying,
    long Lost,
    int Kills,
    int Stops,
    int Sleeps,
    int Twins
);
