using Amazon.CDK;
using BtcTracker.Deploy.App;
using BtcTracker.Deploy.Data;
using BtcTracker.Deploy.Pipeline;

namespace BtcTracker.Deploy;

/// <summary>The three stacks, in the order in which they are deployed the first time.</summary>
internal static class Synthesis
{
    /// <summary>Writes their templates into a folder, and the files that import the data stack's kept resources.</summary>
    public static void Run(DeploymentPlan plan, string folder)
    {
        // Without the CDK's assets, version metadata and tree: CloudFormation needs only a template.
        var app = new Amazon.CDK.App(
            new AppProps
            {
                Outdir = folder,
                AnalyticsReporting = false,
                TreeMetadata = false,
                StackTraces = false,
            }
        );
        var data = new DataStack(app, plan);
        _ = new AppStack(app, plan, data);
        if (plan.Options.GitHub is not null || plan.Options.GitLab is not null)
        {
            _ = new PipelineStack(app, plan, data);
        }

        app.Synth();
        DataImport.Write(folder, plan.Name);
    }
}
