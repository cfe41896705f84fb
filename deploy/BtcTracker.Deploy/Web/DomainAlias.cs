using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using Amazon.CDK.AWS.Route53;
using Constructs;

namespace BtcTracker.Deploy.Web;

/// <summary>The domain's alias in Route 53. Without a hosted zone the operator points the domain at the load balancer.</summary>
internal static class DomainAlias
{
    public static void AddIfWanted(Construct scope, DeploymentPlan plan, ApplicationLoadBalancer balancer)
    {
        if (plan.Options is { Domain: { } domain, HostedZone: { } zone })
        {
            _ = new CfnRecordSet(
                scope,
                "Alias",
                new CfnRecordSetProps
                {
                    HostedZoneId = zone,
                    Name = domain,
                    Type = "A",
                    AliasTarget = new CfnRecordSet.AliasTargetProperty
                    {
                        DnsName = balancer.LoadBalancerDnsName,
                        HostedZoneId = balancer.LoadBalancerCanonicalHostedZoneId,
                    },
                }
            );
        }
    }
}
