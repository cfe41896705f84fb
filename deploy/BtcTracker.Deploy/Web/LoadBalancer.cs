using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using BtcTracker.Deploy.App;
using Constructs;

namespace BtcTracker.Deploy.Web;

/// <summary>
/// The public side: a load balancer, with HTTPS if there is a certificate, and the target group of the web's tasks.
/// </summary>
internal sealed class LoadBalancer : Construct
{
    // The operator's page and the connection of its circuit, which one task holds.
    private static readonly string[] CircuitPaths = ["/status", "/status/*", "/_blazor", "/_blazor/*"];

    private const int Http = 80;
    private const int Https = 443;
    private readonly ApplicationLoadBalancer _balancer;
    private readonly string? _domain;
    private readonly bool _isSecure;

    public LoadBalancer(Construct scope, DeploymentPlan plan, Network network)
        : base(scope, "Front")
    {
        (_domain, _isSecure) = (plan.Options.Domain, plan.Options.Certificate is not null);
        _balancer = new ApplicationLoadBalancer(
            this,
            "Balancer",
            new ApplicationLoadBalancerProps
            {
                Vpc = network.Vpc,
                InternetFacing = true,
                DropInvalidHeaderFields = true,

                // A stream has a heartbeat every 15 seconds; this is for those that have stalled.
                IdleTimeout = Duration.Seconds(120),
            }
        );
        _balancer.LogAccessLogs(RequestLogs.Add(this));
        Targets = AddTargets("Targets", plan, network, stickiness: null);
        var listener = AddListener(plan.Options.Certificate);
        if (plan.Options.HasStatusPage)
        {
            Circuits = AddTargets("Circuits", plan, network, Duration.Hours(1));
            listener.AddAction(
                "Circuits",
                new AddApplicationActionProps
                {
                    Priority = 1,
                    Conditions = [ListenerCondition.PathPatterns(CircuitPaths)],
                    Action = ListenerAction.Forward([Circuits]),
                }
            );
        }

        DomainAlias.AddIfWanted(this, plan, _balancer);
    }

    /// <summary>The web's tasks. No cookie ties a viewer to one: who is refused by a full one must reach another.</summary>
    public ApplicationTargetGroup Targets { get; }

    /// <summary>
    /// The same tasks with sticky sessions, for the operator's page; null if the page is off.
    /// </summary>
    public ApplicationTargetGroup? Circuits { get; }

    /// <summary>The page's address.</summary>
    public string Url => $"{(_isSecure ? "https" : "http")}://{_domain ?? _balancer.LoadBalancerDnsName}";

    /// <summary>What viewers get.</summary>
    public FrontMetrics Metrics => new(_balancer, Targets);

    // Two responses in ten seconds. /alive does not call the store, so a store that is down does not stop tasks.
    private static Amazon.CDK.AWS.ElasticLoadBalancingV2.HealthCheck Liveness =>
        new()
        {
            Path = "/alive",
            HealthyHttpCodes = "200",
            Interval = Duration.Seconds(5),
            Timeout = Duration.Seconds(4),
            HealthyThresholdCount = 2,
            UnhealthyThresholdCount = 2,
        };

    /// <summary>Lets the load balancer reach a group.</summary>
    public void Admit(SecurityGroup group, int port) =>
        group.AddIngressRule(_balancer.Connections.SecurityGroups[0], Port.Tcp(port), "the load balancer");

    private ApplicationTargetGroup AddTargets(string id, DeploymentPlan plan, Network network, Duration? stickiness) =>
        new(
            this,
            id,
            new ApplicationTargetGroupProps
            {
                Vpc = network.Vpc,
                Port = plan.Web.Port,
                Protocol = ApplicationProtocol.HTTP,
                TargetType = TargetType.IP,
                HealthCheck = Liveness,
                StickinessCookieDuration = stickiness,
                DeregistrationDelay = Duration.Seconds(60),
            }
        );

    // The one that serves: with a certificate HTTP is sent to it.
    private ApplicationListener AddListener(string? certificate)
    {
        var plain = _balancer.AddListener(
            "Http",
            new BaseApplicationListenerProps
            {
                Port = Http,
                Protocol = ApplicationProtocol.HTTP,
                DefaultAction = certificate is null
                    ? ListenerAction.Forward([Targets])
                    : ListenerAction.Redirect(
                        new RedirectOptions
                        {
                            Protocol = "HTTPS",
                            Port = "443",
                            Permanent = true,
                        }
                    ),
            }
        );
        return certificate is null
            ? plain
            : _balancer.AddListener(
                "Https",
                new BaseApplicationListenerProps
                {
                    Port = Https,
                    Protocol = ApplicationProtocol.HTTPS,
                    SslPolicy = SslPolicy.RECOMMENDED_TLS,
                    Certificates = [ListenerCertificate.FromArn(certificate)],
                    DefaultAction = ListenerAction.Forward([Targets]),
                }
            );
    }
}
