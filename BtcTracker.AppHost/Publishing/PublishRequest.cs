using Microsoft.Extensions.Configuration;

namespace BtcTracker.AppHost.Publishing;

/// <summary>
/// The request of a publication, validated before anything is written, because Aspire reports a failed one with exit code 0.
/// </summary>
internal static class PublishRequest
{
    /// <summary>Aspire's step that writes the manifest.</summary>
    public const string ManifestStep = "publish-manifest";

    /// <summary>Aspire's name for <c>--output-path</c>: a folder, or for the manifest a file whose name ends with <c>.json</c>.</summary>
    public const string OutputPath = "Pipeline:OutputPath";

    private const string Step = "Pipeline:Step";
    private const string PublishStep = "publish";
    private const string AspireDeployStep = "deploy";

    // The default folder of 'synth' and deploy/deploy.sh.
    private const string TemplateFolder = "cdk.out";

    /// <summary>Completes the request and checks it.</summary>
    /// <exception cref="SettingException">The publisher, the path or a requirement of the deployment is not valid or missing.</exception>
    public static void Prepare(IConfiguration configuration)
    {
        CheckPublisher(configuration["Publishing:Publisher"]);
        if (configuration["Pipeline:ListSteps"] is not null || configuration["AppHost:Operation"] is "inspect")
        {
            return;
        }

        // Without a step Aspire runs all of them, including its image builds.
        var step = configuration[Step] is { Length: > 0 } named ? named : configuration[Step] = PublishStep;
        var isDeployment = step is AspireDeployStep or Publication.DeployStep;
        if (isDeployment)
        {
            DeployRequirements.Check(configuration);
        }

        if (isDeployment || IsFromCli(configuration))
        {
            configuration[OutputPath] ??= Path.GetFullPath(Path.Combine("..", TemplateFolder), configuration["AppHost:Directory"]!);
        }

        if (step is PublishStep or ManifestStep or Publication.SynthStep || isDeployment)
        {
            PublishPath.Check(configuration[OutputPath], isManifestOnly: step is ManifestStep);
        }
    }

    private static void CheckPublisher(string? publisher)
    {
        if (publisher is not (null or "" or "manifest"))
        {
            throw new SettingException($"--publisher '{publisher}' is not valid. Use {PublishPath.ManifestUsage}.");
        }
    }

    // 'aspire publish' has a default output path. Without the CLI the path is required, as for the manifest.
    private static bool IsFromCli(IConfiguration configuration) => configuration["ASPIRE_BACKCHANNEL_PATH"] is { Length: > 0 };
}
