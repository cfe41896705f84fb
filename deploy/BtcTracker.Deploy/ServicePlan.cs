using System.Globalization;
using System.Text.RegularExpressions;
using BtcTracker.Deploy.Manifests;
using BtcTracker.Deploy.Options;

namespace BtcTracker.Deploy;

/// <summary>One service of the manifest with its expressions resolved.</summary>
/// <param name="Name">Its name in the manifest, which is also its name on ECS and its repository's.</param>
/// <param name="Port">The port that it listens on; null if there is none.</param>
/// <param name="Environment">Its plain variables.</param>
/// <param name="Secrets">The secret of each variable that has one.</param>
internal sealed partial record ServicePlan(
    string Name,
    int? Port,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyDictionary<string, string> Secrets
)
{
    /// <summary>The default port of a .NET container image, if the manifest does not specify one.</summary>
    public const int DefaultPort = 8080;

    /// <summary>Resolves a project of the manifest.</summary>
    /// <exception cref="DeployException">It is not in the manifest, or has an expression that is not known here.</exception>
    public static ServicePlan Make(string name, Manifest manifest, DeployOptions options)
    {
        var project =
            manifest.Projects.GetValueOrDefault(name)
            ?? throw new DeployException($"--manifest: it has no project '{name}'; this deployment has the projects web and ingest.");
        Dictionary<string, string> environment = [],
            secrets = [];
        foreach (var (variable, value) in project.Environment)
        {
            if (SecretOf(value, manifest) is not { } secret)
            {
                environment[variable] = Resolve(variable, value, name, project);
            }
            else if (!options.WithoutSecrets.Contains(secret))
            {
                secrets[variable] = secret;
            }
        }

        return new ServicePlan(name, PortOf(project, "http"), environment, secrets);
    }

    /// <summary>The same with one variable set.</summary>
    public ServicePlan With(string variable, string value) =>
        this with
        {
            Environment = new Dictionary<string, string>(Environment) { [variable] = value },
        };

    /// <summary>The same with one variable from a secret.</summary>
    public ServicePlan WithSecret(string variable, string secret) =>
        this with
        {
            Secrets = new Dictionary<string, string>(Secrets) { [variable] = secret },
        };

    private static string? SecretOf(string value, Manifest manifest) =>
        ParameterPattern().Match(value) is { Success: true } match
        && manifest.Parameters.GetValueOrDefault(match.Groups["name"].Value) is { IsSecret: true }
            ? match.Groups["name"].Value
            : null;

    private static string Resolve(string variable, string value, string name, ManifestProject project) =>
        ExpressionPattern()
            .Replace(
                value,
                match =>
                    match.Groups["owner"].Value == name && PortOf(project, match.Groups["binding"].Value) is { } port
                        ? port.ToString(CultureInfo.InvariantCulture)
                        : throw new DeployException(
                            $"--manifest: {variable} of '{name}' has the expression {match.Value}, which is not known here: allowed are "
                                + $"{{{name}.bindings.http.targetPort}} and, as a whole value, {{parameter.value}} of a secret parameter."
                        )
            );

    private static int? PortOf(ManifestProject project, string binding) =>
        project.TargetPorts.TryGetValue(binding, out var port) ? port ?? DefaultPort : null;

    // {coinmarketcap-api-key.value}
    [GeneratedRegex(@"^\{(?<name>[A-Za-z0-9-]+)\.value\}\z")]
    private static partial Regex ParameterPattern();

    // {web.bindings.http.targetPort}
    [GeneratedRegex(@"\{(?:(?<owner>[A-Za-z0-9-]+)\.bindings\.(?<binding>[A-Za-z0-9-]+)\.targetPort|[A-Za-z0-9.-]+)\}")]
    private static partial Regex ExpressionPattern();
}
