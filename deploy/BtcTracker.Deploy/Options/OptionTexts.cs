using System.CommandLine;

namespace BtcTracker.Deploy.Options;

/// <summary>The command line's options and their descriptions.</summary>
internal static class OptionTexts
{
    public static readonly Option<string> Name = Text(
        "--name",
        "what the names of stacks, repositories and services begin with",
        "btctracker"
    );
    public static readonly Option<string> Region = Text(
        "--region",
        "the AWS region; default: AWS_REGION, else us-east-1",
        RegionOfEnvironment()
    );
    public static readonly Option<string?> Manifest = Optional(
        "--manifest",
        "the manifest that the AppHost published; default: it is published now"
    );
    public static readonly Option<string> Output = Text("--output", "the folder of the templates", "cdk.out");
    public static readonly Option<string?> Table = Optional("--table", "the DynamoDB table's name; default: the manifest's");
    public static readonly Option<string?> Domain = Optional("--domain", "the page's host name, such as btc.example.com");
    public static readonly Option<string?> HostedZone = Optional(
        "--hosted-zone",
        "the id of the Route 53 zone that gets the domain's alias"
    );
    public static readonly Option<string?> Certificate = Optional(
        "--certificate",
        "the ARN of the domain's ACM certificate, in the same region; turns HTTPS on"
    );
    public static readonly Option<string> Network = Text(
        "--network",
        "public (tasks with public addresses) or private (behind NAT gateways)",
        "public"
    );
    public static readonly Option<string?> Nat = Optional(
        "--nat",
        "how many NAT gateways a private network has: 1, or 2, so that one zone can fail; default: 1"
    );
    public static readonly Option<string> WebCpu = Text(
        "--web-cpu",
        "the processor of a task of the web: 256 to 4096; 1024 are one",
        "512"
    );
    public static readonly Option<string> WebMemory = Text(
        "--web-memory",
        "the memory of a task of the web, in MiB; the limit of open streams follows it",
        "1024"
    );
    public static readonly Option<string> WebTasks = Text("--web-tasks", "how few and how many tasks of the web there may be", "2..10");
    public static readonly Option<string> Status = Text(
        "--status",
        "on or off: the operator's page, /status, behind the token in the secret status-token; needs --certificate",
        "off"
    );
    public static readonly Option<string?> AlarmEmail = Optional("--alarm-email", "the recipient of alarms");
    public static readonly Option<string> Ingest = Text("--ingest", "service, schedule or lambda", "service");
    public static readonly Option<string?> Schedule = Optional(
        "--schedule",
        "when EventBridge starts ingest, such as \"cron(0 0/6 * * ? *)\"; default: the grid of Ingest:Interval"
    );
    public static readonly Option<string> Collector = Text(
        "--collector",
        "on or off: the sidecar that exports traces and metrics to CloudWatch",
        "on"
    );
    public static readonly Option<string> Architecture = Text("--architecture", "x64 or arm64, as the images are", "x64");
    public static readonly Option<string[]> WithoutSecret = new("--without-secret")
    {
        Description = "a secret of the manifest that is not used, such as coinmarketcap-api-key",
        DefaultValueFactory = _ => [],
    };
    public static readonly Option<string?> GitHub = Optional(
        "--github",
        "the repository that deploys itself: owner/name, or owner@ID/name@ID if its subject claims have ids"
    );
    public static readonly Option<string?> GitLab = Optional("--gitlab", "the project on gitlab.com that deploys itself: group/project");
    public static readonly Option<string> Branch = Text("--branch", "the branch whose commits are deployed", "main");
    public static readonly Option<string> IdentityProviders = Text(
        "--identity-providers",
        "new, or existing if the account already has GitHub's or GitLab's",
        "new"
    );

    public static IReadOnlyList<Option> All { get; } =
    [
        Name,
        Region,
        Manifest,
        Output,
        Table,
        Domain,
        HostedZone,
        Certificate,
        Network,
        Nat,
        WebCpu,
        WebMemory,
        WebTasks,
        Status,
        AlarmEmail,
        Ingest,
        Schedule,
        Collector,
        Architecture,
        WithoutSecret,
        GitHub,
        GitLab,
        Branch,
        IdentityProviders,
    ];

    private static string RegionOfEnvironment() =>
        Environment.GetEnvironmentVariable("AWS_REGION") is { Length: > 0 } region ? region : "us-east-1";

    private static Option<string> Text(string name, string description, string value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };

    private static Option<string?> Optional(string name, string description) => new(name) { Description = description };
}
