using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using BtcTracker.Deploy.App;
using Constructs;

namespace BtcTracker.Deploy.Web;

/// <summary>What viewers reach: a load balancer, with HTTPS where there is a certificate, and the target group of the web's tasks.</summary>
internal sealed class LoadBalancer : Construct
{
    private const int Http = 80;
    private const int Https = 443;
    private readonly ApplicationLoadBalancer _balancer;
    private readonly string? _domain;
    private readonly bool _isSecure;

    public LoadBalancer(Construct scope, DeploymentPlan plan, Network network)
        : base(scope, "Front")
    {
        (_domain, _isSecure) = (plan.Options.Domain, plan.Options.Certificate is not null);
        _balancer = new ApplicationLoadBalancer(this, "Balancer", new ApplicationLoadBalancerProps
        {
            Vpc = network.Vpc,
            InternetFacing = true,
            DropInvalidHeaderFields = true,

            // A stream has a heartbeat every 15 seconds; this is for those that have stalled.
            IdleTimeout = Duration.Seconds(120),
        });
        _balancer.LogAccessLogs(RequestLogs.Add(this));
        Targets = new ApplicationTargetGroup(this, "Targets", new ApplicationTargetGroupProps
        {
            Vpc = network.Vpc,
            Port = plan.Web.Port,
            Protocol = ApplicationProtocol.HTTP,
            TargetType = TargetType.IP,
            HealthCheck = Liveness,

            // A viewer of /status stays with the task that holds the circuit.
            StickinessCookieDuration = Duration.Hours(1),
            DeregistrationDelay = Duration.Seconds(60),
        });
        AddListeners(plan.Options.Certificate);
        DomainAlias.AddIfWanted(this, plan, _balancer);
    }

    /// <summary>The web's tasks.</summary>
    public ApplicationTargetGroup Targets { get; }

    /// <summary>The page's address.</summary>
    public string Url => $"{(_isSecure ? "https" : "http")}://{_domain ?? _balancer.LoadBalancerDnsName}";

    /// <summary>What viewers get.</summary>
    public FrontMetrics Metrics => new(_balancer, Targets);

    // Two answers in ten seconds: /alive asks no store, so a store that is down takes no task away.
    private static Amazon.CDK.AWS.ElasticLoadBalancingV2.HealthCheck Liveness => new()
    {
        Path = "/alive",
        HealthyHttpCodes = "200",
        Interval = Duration.Seconds(5),
        Timeout = Duration.Seconds(4),
        HealthyThresholdCount = 2,
        UnhealthyThresholdCount = 2,
    };

    /// <summary>Lets the load balancer reach a group.</summary>
    public void Admit(SecurityGroup group, int port) => group.AddIngressRule(_balancer.Connections.SecurityGroups[0], Port.Tcp(port), "the load balancer");

    private void AddListeners(string? certificate)
    {
        _balancer.AddListener("Http", new BaseApplicationListenerProps
        {
            Port = Http,
            Protocol = ApplicationProtocol.HTTP,
            DefaultAction = certificate is null ? ListenerAction.Forward([Targets]) : ListenerAction.Redirect(new RedirectOptions { Protocol = "HTTPS", Port = "443", Permanent = true }),
        });
        if (certificate is not null)
        {
            _balancer.AddListener("Https", new BaseApplicationListenerProps
            {
                Port = Https,
                Protocol = ApplicationProtocol.HTTPS,
                SslPolicy = SslPolicy.RECOMMENDED_TLS,
                Certificates = [ListenerCertificate.FromArn(certificate)],
                DefaultAction = ListenerAction.Forward([Targets]),
            });
        }
    }
}
