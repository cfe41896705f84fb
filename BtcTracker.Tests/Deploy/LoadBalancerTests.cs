using System.Text.Json.Nodes;

namespace BtcTracker.Tests.Deploy;

[Trait("Level", "Deploy")]
[Collection(StacksOnce.Name)]
public sealed class LoadBalancerTests(SynthesizedStacks stacks)
{
    [Fact]
    public void Without_a_certificate_it_serves_http()
    {
        var listener = stacks[SynthesizedStacks.Plain, "app"].Only("AWS::ElasticLoadBalancingV2::Listener");
        Assert.Equal(80, (int)listener["Port"]!);
        Assert.Equal("forward", (string?)listener["DefaultActions"]![0]!["Type"]);
    }

    [Fact]
    public void With_a_certificate_it_serves_https_and_sends_http_there()
    {
        var listeners = stacks[SynthesizedStacks.Private, "app"]
            .All("AWS::ElasticLoadBalancingV2::Listener")
            .ToDictionary(listener => (int)listener["Port"]!);
        var redirect = listeners[80]["DefaultActions"]![0]!;
        Assert.Equal("redirect", (string?)redirect["Type"]);
        Assert.Equal(
            ("HTTPS", "443", "HTTP_301"),
            (
                (string?)redirect["RedirectConfig"]!["Protocol"],
                (string?)redirect["RedirectConfig"]!["Port"],
                (string?)redirect["RedirectConfig"]!["StatusCode"]
            )
        );
        Assert.Equal(SynthesizedStacks.Certificate, (string?)listeners[443]["Certificates"]![0]!["CertificateArn"]);
        Assert.Contains("TLS13", (string?)listeners[443]["SslPolicy"], StringComparison.Ordinal);
        Assert.Equal("forward", (string?)listeners[443]["DefaultActions"]![0]!["Type"]);
    }

    [Fact]
    public void The_domain_is_an_alias_of_it()
    {
        var alias = stacks[SynthesizedStacks.Private, "app"].Only("AWS::Route53::RecordSet");
        Assert.Equal(
            ("btc.example.com", "A", "Z0123456789ABC"),
            ((string?)alias["Name"], (string?)alias["Type"], (string?)alias["HostedZoneId"])
        );
        Assert.Contains("FrontBalancer", Template.Flat(alias["AliasTarget"]!["DNSName"]), StringComparison.Ordinal);
        Assert.Empty(stacks[SynthesizedStacks.Plain, "app"].All("AWS::Route53::RecordSet"));
    }

    [Fact]
    public void It_asks_alive_twice_in_ten_seconds_and_drains_for_a_minute()
    {
        var targets = stacks[SynthesizedStacks.Plain, "app"].Only("AWS::ElasticLoadBalancingV2::TargetGroup");
        Assert.Equal("/alive", (string?)targets["HealthCheckPath"]);
        Assert.Equal(
            (5, 2, 2),
            ((int)targets["HealthCheckIntervalSeconds"]!, (int)targets["HealthyThresholdCount"]!, (int)targets["UnhealthyThresholdCount"]!)
        );
        Assert.Equal("60", Attribute(targets["TargetGroupAttributes"]!, "deregistration_delay.timeout_seconds"));
    }

    [Theory]
    [InlineData(SynthesizedStacks.Plain)]
    [InlineData(SynthesizedStacks.Private)]
    public void No_cookie_ties_a_viewer_of_the_public_pages_to_a_task(string deployment)
    {
        var app = stacks[deployment, "app"];
        Assert.Equal("false", Attribute(Targets(app, "FrontTargets")["TargetGroupAttributes"]!, "stickiness.enabled"));
        Assert.All(
            app.All("AWS::ElasticLoadBalancingV2::Listener")
                .Select(listener => listener["DefaultActions"]![0]!)
                .Where(action => (string?)action["Type"] == "forward"),
            action => Assert.StartsWith("${FrontTargets", Template.Flat(action["TargetGroupArn"]), StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_viewer_of_the_operators_page_stays_with_one_task()
    {
        var app = stacks[SynthesizedStacks.Private, "app"];
        var circuits = Targets(app, "FrontCircuits");
        Assert.Equal(
            ("true", "lb_cookie"),
            (
                Attribute(circuits["TargetGroupAttributes"]!, "stickiness.enabled"),
                Attribute(circuits["TargetGroupAttributes"]!, "stickiness.type")
            )
        );
        Assert.Equal("/alive", (string?)circuits["HealthCheckPath"]);
        var rule = app.Only("AWS::ElasticLoadBalancingV2::ListenerRule");
        Assert.Equal(
            ["/status", "/status/*", "/_blazor", "/_blazor/*"],
            rule["Conditions"]![0]!["PathPatternConfig"]!["Values"]!.AsArray().Select(path => (string?)path)
        );
        Assert.StartsWith("${FrontCircuits", Template.Flat(rule["Actions"]![0]!["TargetGroupArn"]), StringComparison.Ordinal);
        Assert.Contains("Https", Template.Flat(rule["ListenerArn"]), StringComparison.Ordinal);
        Assert.Equal(
            2,
            app.All("AWS::ECS::Service").Single(service => (string?)service["ServiceName"] == "web")["LoadBalancers"]!.AsArray().Count
        );
        Assert.Empty(stacks[SynthesizedStacks.Plain, "app"].All("AWS::ElasticLoadBalancingV2::ListenerRule"));
    }

    [Fact]
    public void It_drops_malformed_headers_and_logs_requests_where_nobody_else_reads_them()
    {
        var app = stacks[SynthesizedStacks.Plain, "app"];
        var balancer = app.Only("AWS::ElasticLoadBalancingV2::LoadBalancer");
        Assert.Equal("true", Attribute(balancer["LoadBalancerAttributes"]!, "routing.http.drop_invalid_header_fields.enabled"));
        Assert.Equal("true", Attribute(balancer["LoadBalancerAttributes"]!, "access_logs.s3.enabled"));
        var bucket = app.Only("AWS::S3::Bucket");
        Assert.All(bucket["PublicAccessBlockConfiguration"]!.AsObject(), setting => Assert.True((bool)setting.Value!));
        Assert.Equal(30, (int)bucket["LifecycleConfiguration"]!["Rules"]![0]!["ExpirationInDays"]!);
    }

    private static JsonNode Targets(Template app, string id) =>
        app.OfType("AWS::ElasticLoadBalancingV2::TargetGroup").Single(group => group.Key.StartsWith(id, StringComparison.Ordinal)).Value[
            "Properties"
        ]!;

    private static string? Attribute(JsonNode attributes, string key) =>
        (string?)attributes.AsArray().Single(attribute => (string?)attribute!["Key"] == key)!["Value"];
}
