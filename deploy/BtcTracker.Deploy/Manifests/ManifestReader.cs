using System.Text.Json;

namespace BtcTracker.Deploy.Manifests;

/// <summary>Reads a manifest and refuses what this deployment could not keep to.</summary>
internal static class ManifestReader
{
    public const string HowToPublish = "dotnet run --project BtcTracker.AppHost -- --publisher manifest --output-path aspire-manifest.json";
    private const int LargestPort = 65_535;

    /// <summary>Reads it.</summary>
    /// <exception cref="DeployException">It is missing, is no manifest, or has a resource of a kind that is not deployed.</exception>
    public static Manifest Read(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path));
            return Parse(path, json.RootElement);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DeployException($"--manifest '{path}' cannot be read. Publish it with: {HowToPublish}", error);
        }
        catch (JsonException error)
        {
            throw Refused(path, $"it is not JSON: {error.Message}");
        }
    }

    private static Manifest Parse(string path, JsonElement root)
    {
        if (
            root.ValueKind is not JsonValueKind.Object
            || !root.TryGetProperty("resources", out var resources)
            || resources.ValueKind is not JsonValueKind.Object
        )
        {
            throw Refused(path, "it has no object \"resources\".");
        }

        Dictionary<string, ManifestProject> projects = [];
        Dictionary<string, ManifestParameter> parameters = [];
        foreach (var resource in resources.EnumerateObject())
        {
            switch (Text(resource.Value, "type"))
            {
                case "project.v0" or "project.v1":
                    projects[resource.Name] = Project(path, resource);
                    break;
                case "parameter.v0":
                    parameters[resource.Name] = new ManifestParameter(IsSecret(resource.Value));
                    break;
                case var type:
                    throw Refused(
                        path,
                        $"its resource '{resource.Name}' is of the type '{type}': project.v0 and parameter.v0 are allowed."
                    );
            }
        }

        return new Manifest(projects, parameters);
    }

    private static ManifestProject Project(string path, JsonProperty resource)
    {
        var variables = Fields(path, resource, "env");
        var other = variables.FindIndex(variable => variable.Value.ValueKind is not JsonValueKind.String);
        if (other >= 0)
        {
            throw Refused(path, $"the variable '{variables[other].Name}' of '{resource.Name}' is not a string.");
        }

        return new ManifestProject(
            variables.ToDictionary(variable => variable.Name, variable => variable.Value.GetString()!),
            Fields(path, resource, "bindings").ToDictionary(binding => binding.Name, binding => Port(path, resource.Name, binding))
        );
    }

    private static List<JsonProperty> Fields(string path, JsonProperty resource, string name) =>
        !resource.Value.TryGetProperty(name, out var fields) ? []
        : fields.ValueKind is JsonValueKind.Object ? [.. fields.EnumerateObject()]
        : throw Refused(path, $"\"{name}\" of '{resource.Name}' is not an object.");

    private static int? Port(string path, string resource, JsonProperty binding) =>
        binding.Value.ValueKind is not JsonValueKind.Object
            ? throw Refused(path, $"the binding '{binding.Name}' of '{resource}' is not an object.")
        : !binding.Value.TryGetProperty("targetPort", out var port) ? null
        : port.ValueKind is JsonValueKind.Number && port.TryGetInt32(out var number) && number is > 0 and <= LargestPort ? number
        : throw Refused(path, $"the targetPort {port.GetRawText()} of '{resource}' is not a port: 1 to {LargestPort} are allowed.");

    // {"inputs": {"value": {"type": "string", "secret": true}}}
    private static bool IsSecret(JsonElement parameter) =>
        parameter.TryGetProperty("inputs", out var inputs)
        && inputs.ValueKind is JsonValueKind.Object
        && inputs.TryGetProperty("value", out var value)
        && value.ValueKind is JsonValueKind.Object
        && value.TryGetProperty("secret", out var secret)
        && secret.ValueKind is JsonValueKind.True;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;

    private static DeployException Refused(string path, string reason) =>
        new($"--manifest '{path}' has an unknown format: {reason} Publish it again with: {HowToPublish}");
}
