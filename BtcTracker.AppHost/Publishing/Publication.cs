using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BtcTracker.AppHost.Publishing;

/// <summary>
/// The steps of <c>--publisher manifest</c>, <c>aspire publish</c> and <c>aspire deploy</c>: write the manifest, synthesize the
/// CloudFormation templates, deploy them. <c>deploy/push-images.sh</c> pushes the images, so Aspire builds none.
/// </summary>
internal static class Publication
{
    /// <summary>The step that writes the templates.</summary>
    public const string SynthStep = "synth";

    /// <summary>The step that deploys them.</summary>
    public const string DeployStep = "deploy-to-aws";

    /// <summary>Adds the steps and validates the request. Does nothing when the application runs.</summary>
    /// <exception cref="SettingException">The output path or a requirement of the deployment is not valid or missing.</exception>
    public static void AddPublication(this IDistributedApplicationBuilder builder)
    {
        if (!builder.ExecutionContext.IsPublishMode)
        {
            return;
        }

        PublishRequest.Prepare(builder.Configuration);
        builder.Services.AddHostedService<PublishFailure>();
        // PublishFailure reports these once, without a stack trace. The Aspire CLI has its own log provider and still receives them.
        builder.Services.AddLogging(logging =>
            logging
                .AddFilter(PublishFailure.PipelineExecutor, level => level < LogLevel.Error)
                .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
        );
        AddSteps(builder);
    }

    private static void AddSteps(IDistributedApplicationBuilder builder)
    {
        var root = Path.GetFullPath("..", builder.AppHostDirectory);
        string Folder() => builder.Configuration[PublishRequest.OutputPath]!;
#pragma warning disable ASPIREPIPELINES001 // Pipelines are experimental in Aspire 13.6, and the only way to replace its own image builds.
        builder.Pipeline.AddStep(
            SynthStep,
            step => new Synthesis(root, step.Logger).RunAsync(Folder(), step.CancellationToken),
            dependsOn: PublishRequest.ManifestStep,
            requiredBy: WellKnownPipelineSteps.Publish
        );
        builder.Pipeline.AddStep(
            DeployStep,
            async step => step.Summary.Add("Page", await new Deployment(root, step.Logger).RunAsync(Folder(), step.CancellationToken)),
            dependsOn: SynthStep,
            requiredBy: WellKnownPipelineSteps.Deploy
        );
#pragma warning restore ASPIREPIPELINES001
    }
}
