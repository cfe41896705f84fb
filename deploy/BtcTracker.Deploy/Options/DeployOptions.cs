namespace BtcTracker.Deploy.Options;

/// <summary>How ingest runs on AWS.</summary>
internal enum IngestShape
{
    /// <summary>A service that never ends, with backfill.</summary>
    Service,

    /// <summary>A task that EventBridge starts for each reading.</summary>
    Schedule,

    /// <summary>A Lambda function, from the same image, that EventBridge calls for each reading.</summary>
    Lambda,
}

/// <summary>The parameters of the synthesis, as they were written.</summary>
internal sealed record DeployOptions
{
    /// <summary>
    /// The deployment's name: the beginning of the names of its stacks, repositories, roles and services. 2 to 20 characters.
    /// </summary>
    public string Name { get; init; } = "btctracker";

    /// <summary>The AWS region.</summary>
    public required string Region { get; init; }

    /// <summary>The manifest that the AppHost has published; null publishes it now.</summary>
    public string? Manifest { get; init; }

    /// <summary>The folder of the templates.</summary>
    public string Output { get; init; } = "cdk.out";

    /// <summary>The table's name; null means the manifest's.</summary>
    public string? Table { get; init; }

    /// <summary>The page's host name; null means the load balancer's.</summary>
    public string? Domain { get; init; }

    /// <summary>The Route 53 zone that gets the alias of <see cref="Domain"/>; null makes none.</summary>
    public string? HostedZone { get; init; }

    /// <summary>The ACM certificate of <see cref="Domain"/>; null serves plain HTTP.</summary>
    public string? Certificate { get; init; }

    /// <summary>Whether the tasks are in private subnets behind NAT gateways.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>How many NAT gateways private subnets have: 1, or 2, so that one zone can fail.</summary>
    public int NatGateways { get; init; } = 1;

    /// <summary>The size of a task of the web.</summary>
    public FargateSize WebSize { get; init; } = FargateSize.Default;

    /// <summary>How few and how many tasks of the web there may be.</summary>
    public TaskCount WebTasks { get; init; } = TaskCount.Default;

    /// <summary>Whether the operator's page, <c>/status</c>, is available with its token.</summary>
    public bool HasStatusPage { get; init; }

    /// <summary>The recipient of alarms; null means that the topic has no subscriber.</summary>
    public string? AlarmEmail { get; init; }

    /// <summary>How ingest runs.</summary>
    public IngestShape Ingest { get; init; }

    /// <summary>When EventBridge starts ingest; null keeps the grid of the manifest's interval.</summary>
    public string? Schedule { get; init; }

    /// <summary>Whether a collector sidecar exports traces and metrics to CloudWatch.</summary>
    public bool HasCollector { get; init; } = true;

    /// <summary>Whether the images are for 64-bit ARM, which costs a fifth less, and not for x64.</summary>
    public bool IsArm { get; init; }

    /// <summary>Secret parameters of the manifest that are not used: their variables are left out.</summary>
    public IReadOnlyList<string> WithoutSecrets { get; init; } = [];

    /// <summary>
    /// The GitHub repository that deploys itself, <c>owner/name</c> or, with the ids of newer repositories, <c>owner@1/name@2</c>.
    /// </summary>
    public string? GitHub { get; init; }

    /// <summary>The GitLab project that deploys itself, <c>group/project</c>.</summary>
    public string? GitLab { get; init; }

    /// <summary>The branch whose commits are deployed.</summary>
    public string Branch { get; init; } = "main";

    /// <summary>Whether the account has the pipelines' identity providers already; it may have each but once.</summary>
    public bool HasIdentityProviders { get; init; }
}
