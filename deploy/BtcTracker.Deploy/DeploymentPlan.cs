using System.Globalization;
using BtcTracker.Deploy.Manifests;
using BtcTracker.Deploy.Options;
using BtcTracker.Deploy.Web;

namespace BtcTracker.Deploy;

/// <summary>
/// What is deployed: the options and the manifest, checked against each other. Everything below reads this and nothing else.
/// </summary>
/// <param name="Options">The options.</param>
/// <param name="Table">The table's name.</param>
/// <param name="Web">The page and the API.</param>
/// <param name="Ingest">The worker.</param>
/// <param name="Secrets">
/// The manifest's secret parameters and the token of <c>/status</c>, also those that are not used: a change of mind then changes no export.
/// </param>
/// <param name="Interval">The time between readings.</param>
/// <param name="Schedule">When EventBridge starts ingest; null if it is a service.</param>
internal sealed record DeploymentPlan(
    DeployOptions Options,
    string Table,
    ServicePlan Web,
    ServicePlan Ingest,
    IReadOnlyList<string> Secrets,
    TimeSpan Interval,
    string? Schedule
)
{
    private const string TableVariable = "Store__Table";
    private const string IntervalVariable = "Ingest__Interval";
    private const string ModeVariable = "Market__Mode";
    private const string LiveMode = "live";
    private const string StatusTokenVariable = "Status__Token";
    private const string StatusTokenSecret = "status-token";
    private const string AlertTopicVariable = "Alerts__Topic";
    private const string AlertRulePrefix = "Alerts__Rules__";

    /// <summary>The deployment's name.</summary>
    public string Name => Options.Name;

    /// <summary>The ARN of the topic that ingest publishes its alerts to; null if it has no rules.</summary>
    public string? AlertTopic { get; private init; }

    /// <summary>The same with alerts published to a topic, if ingest has rules.</summary>
    public DeploymentPlan WithAlertsTo(string topic) =>
        Ingest.Environment.Keys.Any(variable => variable.StartsWith(AlertRulePrefix, StringComparison.OrdinalIgnoreCase))
            ? this with
            {
                AlertTopic = topic,
                Ingest = Ingest.With(AlertTopicVariable, topic),
            }
            : this;

    /// <summary>Makes it.</summary>
    /// <exception cref="DeployException">The manifest does not fit, or an option does not fit the manifest.</exception>
    public static DeploymentPlan Make(DeployOptions options, Manifest manifest)
    {
        var (web, ingest) = (
            ServicePlan.Make(ServiceNames.Web, manifest, options),
            ServicePlan.Make(ServiceNames.Ingest, manifest, options)
        );
        RefuseUnlessDeployable(manifest, web, ingest);
        List<string> secrets = [.. manifest.Parameters.Where(parameter => parameter.Value.IsSecret).Select(parameter => parameter.Key)];
        RefuseUnlessSecrets(options.WithoutSecrets, secrets);
        var table = options.Table ?? TableOf(web, ingest);
        var interval = ScheduleText.IntervalOf(options.Schedule) ?? IntervalOf(ingest);
        return new DeploymentPlan(
            options,
            table,
            WebOf(web.With(TableVariable, table), options),
            ingest.With(TableVariable, table).With(IntervalVariable, interval.ToString("c", CultureInfo.InvariantCulture)),
            [.. secrets, StatusTokenSecret],
            interval,
            options.Ingest is IngestShape.Service ? null : options.Schedule ?? GridOf(interval)
        );
    }

    private static ServicePlan WebOf(ServicePlan web, DeployOptions options)
    {
        web = web.Environment.ContainsKey(StreamLimit.Variable) ? web : web.With(StreamLimit.Variable, StreamLimit.Of(options.WebSize));
        return options.HasStatusPage ? web.WithSecret(StatusTokenVariable, StatusTokenSecret) : web;
    }

    private static void RefuseUnlessDeployable(Manifest manifest, ServicePlan web, ServicePlan ingest)
    {
        var other = manifest.Projects.Keys.Except([ServiceNames.Web, ServiceNames.Ingest]).FirstOrDefault();
        if (other is not null || web.Port is null)
        {
            throw new DeployException(
                $"--manifest: {(other is null ? "'web' has no http binding" : $"the project '{other}' is not deployed")}; this "
                    + "deployment has the projects web, with an http binding, and ingest."
            );
        }

        // Simulated prices are never stored on AWS.
        if (
            new[] { web, ingest }.FirstOrDefault(service => service.Environment.GetValueOrDefault(ModeVariable, LiveMode) != LiveMode) is
            { } simulated
        )
        {
            throw new DeployException(
                $"--manifest: {ModeVariable} of '{simulated.Name}' is '{simulated.Environment[ModeVariable]}': published services are "
                    + $"{LiveMode}."
            );
        }
    }

    private static void RefuseUnlessSecrets(IReadOnlyList<string> names, IReadOnlyList<string> secrets)
    {
        if (names.Except(secrets).FirstOrDefault() is { } unknown)
        {
            throw new DeployException($"--without-secret '{unknown}' is not a secret of the manifest. Use {string.Join(" or ", secrets)}.");
        }
    }

    private static string TableOf(ServicePlan web, ServicePlan ingest)
    {
        var tables = new[] { web, ingest }.Select(service => service.Environment.GetValueOrDefault(TableVariable)).Distinct().ToList();
        return tables is [{ } table] && TableName.Pattern().IsMatch(table)
            ? table
            : throw new DeployException(
                $"--manifest: {TableVariable} is '{string.Join("' and '", tables)}': web and ingest must name one table with "
                    + $"{TableName.Allowed}."
            );
    }

    private static TimeSpan IntervalOf(ServicePlan ingest)
    {
        var text = ingest.Environment.GetValueOrDefault(IntervalVariable);
        return
            TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var interval)
            && interval >= TimeSpan.FromMinutes(1)
            && interval <= TimeSpan.FromDays(1)
            ? interval
            : throw new DeployException($"--manifest: {IntervalVariable} of ingest is '{text}': it must be 00:01:00 to 1.00:00:00.");
    }

    private static string GridOf(TimeSpan interval) =>
        ScheduleText.OfGrid(interval)
        ?? throw new DeployException(
            $"--ingest: no single schedule of EventBridge starts at each slot of Ingest:Interval {interval:c}. Publish another interval, "
                + "such as 5m, 1h or 6h, name a schedule with --schedule, or take --ingest service."
        );
}
