using Amazon.CDK;
using BtcTracker.Deploy.Data;
using Constructs;

namespace BtcTracker.Deploy.Pipeline;

/// <summary>The pipeline's permissions: two roles that a pipeline assumes with its own identity, without a key.</summary>
internal sealed class PipelineStack : Stack
{
    public PipelineStack(Construct scope, DeploymentPlan plan, DataStack data)
        : base(scope, StackNames.Pipeline(plan.Name), StackNames.Props(plan, "BtcTracker: the roles of the pipelines"))
    {
        var identities = PipelineIdentities.Add(this, plan);
        var build = BuildRole.Add(this, plan, data, identities);
        var deploy = DeployRole.Add(this, plan, data, identities);
        _ = new CfnOutput(
            this,
            "BuildRole",
            new CfnOutputProps { Value = build.RoleArn, Description = "The pipeline's role to push images" }
        );
        _ = new CfnOutput(this, "DeployRole", new CfnOutputProps { Value = deploy.RoleArn, Description = "The pipeline's role to deploy" });
    }
}
