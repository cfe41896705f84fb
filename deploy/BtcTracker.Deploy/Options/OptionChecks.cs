using System.CommandLine;
using System.Text.RegularExpressions;
using Amazon;

namespace BtcTracker.Deploy.Options;

/// <summary>Reads the command line and refuses what AWS would refuse later, before anything is synthesized.</summary>
internal static partial class OptionChecks
{
    /// <summary>Reads the options.</summary>
    /// <exception cref="DeployException">Some are wrong; the message has a line for each, with its name and what is allowed.</exception>
    public static DeployOptions Read(ParseResult line)
    {
        var problems = new Problems();
        var options = new DeployOptions
        {
            Name = problems.Match(
                line.GetValue(OptionTexts.Name),
                OptionTexts.Name,
                NamePattern(),
                "2 to 20 lower-case letters, digits and hyphens, beginning with a letter"
            ),
            Region = problems.Region(line.GetValue(OptionTexts.Region)!),
            Manifest = Given(line.GetValue(OptionTexts.Manifest)),
            Output = line.GetValue(OptionTexts.Output)!,
            Table = problems.MatchIfGiven(
                Given(line.GetValue(OptionTexts.Table)),
                OptionTexts.Table,
                TableName.Pattern(),
                TableName.Allowed
            ),
            Domain = problems.MatchIfGiven(
                Given(line.GetValue(OptionTexts.Domain)),
                OptionTexts.Domain,
                DomainPattern(),
                "a host name such as btc.example.com, in lower case"
            ),
            HostedZone = problems.MatchIfGiven(
                Given(line.GetValue(OptionTexts.HostedZone)),
                OptionTexts.HostedZone,
                ZonePattern(),
                "the id of a hosted zone, such as Z0123456789ABCDEFGHIJ"
            ),
            Certificate = problems.MatchIfGiven(
                Given(line.GetValue(OptionTexts.Certificate)),
                OptionTexts.Certificate,
                CertificatePattern(),
                "the ARN of an ACM certificate, such as arn:aws:acm:us-east-1:111122223333:certificate/ID"
            ),
            IsPrivate = problems.OneOf(line.GetValue(OptionTexts.Network), OptionTexts.Network, "public", "private") == 1,
            NatGateways = problems.OneOf(line.GetValue(OptionTexts.Nat) ?? "1", OptionTexts.Nat, "1", "2") + 1,
            WebSize = problems.Size(line.GetValue(OptionTexts.WebCpu), line.GetValue(OptionTexts.WebMemory)),
            WebTasks = problems.Count(line.GetValue(OptionTexts.WebTasks)),
            HasStatusPage = problems.OneOf(line.GetValue(OptionTexts.Status), OptionTexts.Status, "on", "off") == 0,
            AlarmEmail = problems.MatchIfGiven(
                Given(line.GetValue(OptionTexts.AlarmEmail)),
                OptionTexts.AlarmEmail,
                EmailPattern(),
                "an e-mail address"
            ),
            Ingest = (IngestShape)problems.OneOf(line.GetValue(OptionTexts.Ingest), OptionTexts.Ingest, "service", "schedule", "lambda"),
            Schedule = Given(line.GetValue(OptionTexts.Schedule)),
            HasCollector = problems.OneOf(line.GetValue(OptionTexts.Collector), OptionTexts.Collector, "on", "off") == 0,
            IsArm = problems.OneOf(line.GetValue(OptionTexts.Architecture), OptionTexts.Architecture, "x64", "arm64") == 1,
            WithoutSecrets = line.GetValue(OptionTexts.WithoutSecret)!,
            GitHub = problems.MatchIfGiven(
                Given(line.GetValue(OptionTexts.GitHub)),
                OptionTexts.GitHub,
                GitHubPattern(),
                "owner/name, or owner@ID/name@ID with both ids"
            ),
            GitLab = problems.MatchIfGiven(Given(line.GetValue(OptionTexts.GitLab)), OptionTexts.GitLab, GitLabPattern(), "group/project"),
            Branch = problems.Match(
                line.GetValue(OptionTexts.Branch),
                OptionTexts.Branch,
                BranchPattern(),
                "one branch's name, without * or ?"
            ),
            HasIdentityProviders =
                problems.OneOf(line.GetValue(OptionTexts.IdentityProviders), OptionTexts.IdentityProviders, "new", "existing") == 1,
        };
        CheckTogether(options, problems);
        problems.AddIf(
            line.GetValue(OptionTexts.Nat) is not null && !options.IsPrivate,
            "--nat needs --network private: public tasks need no gateway."
        );
        problems.ThrowIfAny();
        return options;
    }

    private static void CheckTogether(DeployOptions options, Problems problems)
    {
        CheckCertificate(options, problems);
        problems.AddIf(
            options.Certificate is not null && options.Domain is null,
            "--certificate needs --domain, the host name that it is for."
        );
        problems.AddIf(
            options.HostedZone is not null && options.Domain is null,
            "--hosted-zone needs --domain, the host name that gets the alias."
        );
        problems.AddIf(
            options.HasStatusPage && options.Certificate is null,
            "--status on needs --certificate: without HTTPS the token could be read on its way."
        );
        problems.AddIf(
            options.Schedule is not null && options.Ingest is IngestShape.Service,
            "--schedule needs --ingest schedule or --ingest lambda: a service reads the market by Ingest:Interval."
        );
        var refusal = options.Schedule is { } schedule ? ScheduleText.Problem(schedule) : null;
        problems.AddIf(refusal is not null, $"--schedule '{options.Schedule}' would be refused by AWS: {refusal}");
    }

    // arn:aws:acm:eu-west-1:111122223333:certificate/ID
    private static void CheckCertificate(DeployOptions options, Problems problems)
    {
        if (options.Certificate?.Split(':') is not [_, var partition, _, var region, ..])
        {
            return;
        }

        var ownPartition = region == options.Region ? RegionEndpoint.GetBySystemName(region).PartitionName : partition;
        problems.AddIf(
            region != options.Region,
            $"--certificate is in the region {region}: a load balancer needs one in its own region, {options.Region}."
        );
        problems.AddIf(
            partition != ownPartition,
            $"--certificate begins with arn:{partition}: in the region {region} it begins with arn:{ownPartition}."
        );
    }

    // An empty value is the same as none: pipelines pass unset variables so.
    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    [GeneratedRegex("^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){1,19}\\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex("^(?=.{4,253}\\z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9]\\z")]
    private static partial Regex DomainPattern();

    [GeneratedRegex("^Z[A-Z0-9]{1,31}\\z")]
    private static partial Regex ZonePattern();

    [GeneratedRegex("^arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/[A-Za-z0-9-]+\\z")]
    private static partial Regex CertificatePattern();

    [GeneratedRegex("^[^@\\s]+@[^@\\s]+\\.[^@\\s.]+\\z")]
    private static partial Regex EmailPattern();

    [GeneratedRegex("^[A-Za-z0-9-]+(?:/[A-Za-z0-9._-]+|@[0-9]+/[A-Za-z0-9._-]+@[0-9]+)\\z")]
    private static partial Regex GitHubPattern();

    [GeneratedRegex("^[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)+\\z")]
    private static partial Regex GitLabPattern();

    [GeneratedRegex("^[A-Za-z0-9._/-]+\\z")]
    private static partial Regex BranchPattern();
}
