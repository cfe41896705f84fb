using System.Text.Json;

namespace Aspire.Hosting;

/// <summary>What a project's <c>launchSettings.json</c> says of its first profile.</summary>
/// <param name="Name">The profile's name; null where there is none.</param>
/// <param name="HttpPort">The port of its http address; null where it has none.</param>
/// <param name="Environment">Its variables.</param>
internal sealed record LaunchProfile(string? Name, int? HttpPort, IReadOnlyDictionary<string, string> Environment)
{
    public static LaunchProfile Empty { get; } = new(null, null, new Dictionary<string, string>());

    /// <summary>Reads the profile beside a project file.</summary>
    public static LaunchProfile FirstOf(string projectPath)
    {
        var path = Path.Combine(Path.GetDirectoryName(projectPath)!, "Properties", "launchSettings.json");
        if (!File.Exists(path))
        {
            return Empty;
        }

        using var settings = JsonDocument.Parse(File.ReadAllText(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var profile = settings.RootElement.GetProperty("profiles").EnumerateObject().FirstOrDefault();
        return profile.Value.ValueKind == JsonValueKind.Object ? Parse(profile) : Empty;
    }

    private static LaunchProfile Parse(JsonProperty profile) => new(
        profile.Name,
        profile.Value.TryGetProperty("applicationUrl", out var urls) ? FirstHttpPort(urls.GetString()!) : null,
        profile.Value.TryGetProperty("environmentVariables", out var variables)
            ? variables.EnumerateObject().ToDictionary(variable => variable.Name, variable => variable.Value.GetString()!)
            : Empty.Environment);

    // "https://localhost:7080;http://localhost:5080"
    private static int? FirstHttpPort(string urls) => urls.Split(';')
        .Select(url => new Uri(url))
        .FirstOrDefault(url => url.Scheme == Uri.UriSchemeHttp)?.Port;
}
