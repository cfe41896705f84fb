using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace BtcTracker.Deploy.App;

/// <summary>
/// A network in two zones. Public: every task has a public address, and its security group allows only the load balancer. Private: the
/// tasks are behind a NAT gateway, for about 26 dollars more per month, or two, for 64.
/// </summary>
internal sealed class Network : Construct
{
    private const int Https = 443;
    private readonly bool _isPrivate;

    public Network(Construct scope, DeploymentPlan plan)
        : base(scope, "Network")
    {
        _isPrivate = plan.Options.IsPrivate;
        var publicSubnets = new SubnetConfiguration { Name = "public", SubnetType = SubnetType.PUBLIC };
        var privateSubnets = new SubnetConfiguration { Name = "private", SubnetType = SubnetType.PRIVATE_WITH_EGRESS };
        Vpc = new Vpc(
            this,
            "Vpc",
            new VpcProps
            {
                MaxAzs = 2,
                NatGateways = _isPrivate ? plan.Options.NatGateways : 0,
                SubnetConfiguration = _isPrivate ? [publicSubnets, privateSubnets] : [publicSubnets],
            }
        );

        // Free, and the store's and the images' traffic stays off the NAT gateway.
        Vpc.AddGatewayEndpoint("DynamoDb", new GatewayVpcEndpointOptions { Service = GatewayVpcEndpointAwsService.DYNAMODB });
        Vpc.AddGatewayEndpoint("S3", new GatewayVpcEndpointOptions { Service = GatewayVpcEndpointAwsService.S3 });
        LogRejected();
    }

    /// <summary>The network.</summary>
    public Vpc Vpc { get; }

    /// <summary>Whether tasks need a public address to reach the markets and AWS.</summary>
    public bool TasksHavePublicAddresses => !_isPrivate;

    /// <summary>Where tasks are placed.</summary>
    public ISubnetSelection TaskSubnets =>
        new SubnetSelection { SubnetType = _isPrivate ? SubnetType.PRIVATE_WITH_EGRESS : SubnetType.PUBLIC };

    /// <summary>A security group for tasks: outbound HTTPS only, and nothing inbound until it is allowed.</summary>
    public SecurityGroup AddTaskGroup(Construct scope, string id, string description)
    {
        var group = new SecurityGroup(
            scope,
            id,
            new SecurityGroupProps
            {
                Vpc = Vpc,
                Description = description,
                AllowAllOutbound = false,
            }
        );
        group.AddEgressRule(Peer.AnyIpv4(), Port.Tcp(Https), "the markets and AWS, over HTTPS");
        return group;
    }

    private void LogRejected()
    {
        // The construct's own role would allow the service to act for other accounts too.
        var logs = ServiceLogs.Add(this, "RejectedTraffic");
        var role = new Role(this, "FlowLogs", new RoleProps { AssumedBy = ServicePrincipals.OwnAccount("vpc-flow-logs.amazonaws.com") });
        logs.GrantWrite(role);
        Vpc.AddFlowLog(
            "Rejected",
            new FlowLogOptions { TrafficType = FlowLogTrafficType.REJECT, Destination = FlowLogDestination.ToCloudWatchLogs(logs, role) }
        );
    }
}
