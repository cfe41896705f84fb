using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BtcTracker.Deploy.Ingest;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Deploy;

[Trait("Level", "Deploy")]
[Collection(StacksOnce.Name)]
public sealed class AlarmTests(SynthesizedStacks stacks)
{
    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] OfFunctions = ["btctracker-ingest-dropped", "btctracker-ingest-errors", "btctracker-ingest-throttles"];

    private static readonly string[] OfAll =
    [
        "btctracker-ingest-credits",
        "btctracker-ingest-gaps",
        "btctracker-ingest-lag",
        "btctracker-throttles",
        "btctracker-web-5xx",
        "btctracker-web-down",
        "btctracker-web-p99",
        "btctracker-web-unanswered",
        "btctracker-web-unhealthy-hosts",
    ];

    [Theory]
    [InlineData(SynthesizedStacks.Plain)]
    [InlineData(SynthesizedStacks.Private, "btctracker-ingest-dropped")]
    [InlineData(SynthesizedStacks.Function, "btctracker-ingest-dropped", "btctracker-ingest-errors", "btctracker-ingest-throttles")]
    public void Every_alarm_is_sent_when_it_begins_and_ends(string deployment, params string[] ofStarts)
    {
        var app = stacks[deployment, "app"];
        var topic = $"${{{Assert.Single(app.OfType("AWS::SNS::Topic")).Key}}}";
        var alarms = app.All("AWS::CloudWatch::Alarm");
        Assert.Equal(
            OfAll.Concat(ofStarts).Order(StringComparer.Ordinal),
            alarms.Select(alarm => (string)alarm["AlarmName"]!).Order(StringComparer.Ordinal)
        );
        Assert.All(
            alarms,
            alarm => Assert.Equal((topic, topic), (Template.Flat(alarm["AlarmActions"]), Template.Flat(alarm["OKActions"])))
        );
    }

    [Fact]
    public async Task An_operator_finds_each_alarm_in_the_guide()
    {
        var guide = await File.ReadAllTextAsync(
            Path.Combine(RepositoryPaths.Root, "docs", "operations.md"),
            TestContext.Current.CancellationToken
        );
        Assert.All(
            OfAll.Concat(OfFunctions),
            name => Assert.Contains($"| `{name["btctracker-".Length..]}` |", guide, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void CloudWatch_may_publish_them_and_an_operator_gets_them_by_email()
    {
        var app = stacks[SynthesizedStacks.Plain, "app"];
        Assert.Contains("cloudwatch.amazonaws.com", app.Only("AWS::SNS::TopicPolicy").ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(
            ("email", "ops@example.com"),
            ((string?)app.Only("AWS::SNS::Subscription")["Protocol"], (string?)app.Only("AWS::SNS::Subscription")["Endpoint"])
        );
    }

    [Fact]
    public void Severe_faults_in_an_image_of_this_deployment_are_reported()
    {
        var app = stacks[SynthesizedStacks.Plain, "app"];
        var rule = app.Only("AWS::Events::Rule");
        var pattern = rule["EventPattern"]!;
        Assert.Equal(
            ["btctracker/web", "btctracker/ingest"],
            pattern["detail"]!["repository-name"]!.AsArray().Select(name => (string?)name)
        );
        Assert.Equal(
            """[{"CRITICAL":[{"numeric":[">",0]}]},{"HIGH":[{"numeric":[">",0]}]}]""",
            pattern["detail"]!["finding-severity-counts"]!["$or"]!.ToJsonString(Unescaped)
        );
        Assert.Equal($"${{{Assert.Single(app.OfType("AWS::SNS::Topic")).Key}}}", Template.Flat(rule["Targets"]![0]!["Arn"]));
        Assert.Contains(
            "ECR found severe faults in the image <digest>",
            JsonNode.Parse((string)rule["Targets"]![0]!["InputTransformer"]!["InputTemplate"]!)!.GetValue<string>(),
            StringComparison.Ordinal
        );
        var policy = app.Only("AWS::SNS::TopicPolicy")["PolicyDocument"]!["Statement"]!
            .AsArray()
            .Single(statement => (string?)statement!["Sid"] == "TellFindings");
        Assert.Equal("${AWS::AccountId}", Template.Flat(policy!["Condition"]!["StringEquals"]!["aws:SourceAccount"]));
    }

    [Fact]
    public void Silence_of_ingest_is_lag()
    {
        var lag = Alarm(SynthesizedStacks.Plain, "btctracker-ingest-lag");
        Assert.Equal("breaching", (string?)lag["TreatMissingData"]);
        Assert.Equal((300, 3), ((int)lag["Period"]!, (int)lag["EvaluationPeriods"]!));
    }

    [Fact]
    public void A_page_that_no_task_answers_for_raises_an_alarm_though_no_task_counts_it()
    {
        var down = Alarm(SynthesizedStacks.Plain, "btctracker-web-down");
        Assert.Equal(
            ("HealthyHostCount", "LessThanThreshold", "breaching"),
            ((string?)down["MetricName"], (string?)down["ComparisonOperator"], (string?)down["TreatMissingData"])
        );
        Assert.Equal("HTTPCode_ELB_5XX_Count", (string?)Alarm(SynthesizedStacks.Plain, "btctracker-web-unanswered")["MetricName"]);
    }

    [Fact]
    public void One_slow_answer_among_a_few_is_no_alarm() =>
        Assert.Equal("ignore", (string?)Alarm(SynthesizedStacks.Plain, "btctracker-web-p99")["EvaluateLowSampleCountPercentile"]);

    [Theory]
    [InlineData(1, 60, 3)]
    [InlineData(5, 300, 3)]
    [InlineData(60, 3600, 3)]
    [InlineData(360, 3600, 13)]
    [InlineData(1440, 3600, 49)]
    public void Lag_looks_back_over_two_intervals_as_CloudWatch_allows(int minutes, int seconds, int periods)
    {
        var (period, count) = IngestAlarms.LagWindow(TimeSpan.FromMinutes(minutes));
        Assert.Equal((seconds, periods), ((int)period.TotalSeconds, count));
    }

    [Fact]
    public void Alarms_count_event_ids_and_no_words_of_a_line()
    {
        var filters = stacks[SynthesizedStacks.Plain, "app"]
            .All("AWS::Logs::MetricFilter")
            .Select(filter => (string)filter["FilterPattern"]!);
        Assert.Equal(["\"[1001]\"", "\"[1005]\"", "?\"[1002]\" ?\"[1003]\" ?\"[1004]\""], filters.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(SynthesizedStacks.Private)]
    [InlineData(SynthesizedStacks.Function)]
    public void A_reading_that_was_not_even_started_is_counted_of_this_deployment_only(string deployment)
    {
        var dropped = Alarm(deployment, "btctracker-ingest-dropped");
        Assert.Equal(("AWS/Scheduler", "InvocationDroppedCount"), ((string?)dropped["Namespace"], (string?)dropped["MetricName"]));
        Assert.StartsWith("${ReadingGroup", Template.Flat(dropped["Dimensions"]![0]!["Value"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_dashboard_shows_them_and_logs_end_after_a_month()
    {
        var app = stacks[SynthesizedStacks.Plain, "app"];
        Assert.Equal("btctracker-us-east-1", (string?)app.Only("AWS::CloudWatch::Dashboard")["DashboardName"]);
        Assert.NotEmpty(app.All("AWS::Logs::LogGroup"));
        Assert.All(app.All("AWS::Logs::LogGroup"), group => Assert.Equal(30, (int)group["RetentionInDays"]!));

        // A first deployment that fails takes its stack away.
        Assert.All(app.OfType("AWS::Logs::LogGroup").Values, group => Assert.Equal("Retain", (string?)group["DeletionPolicy"]));
    }

    private System.Text.Json.Nodes.JsonNode Alarm(string deployment, string name) =>
        stacks[deployment, "app"].All("AWS::CloudWatch::Alarm").Single(alarm => (string?)alarm["AlarmName"] == name);
}
