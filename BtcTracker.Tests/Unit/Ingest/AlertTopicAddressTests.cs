using BtcTracker.Ingest.Alerts;
using Microsoft.Extensions.Configuration;

namespace BtcTracker.Tests.Unit.Ingest;

/// <summary>Which topics alerts may be published to, and where.</summary>
[Trait("Level", "Unit")]
public sealed class AlertTopicAddressTests
{
    [Theory]
    [InlineData("btctracker-alarms")]
    [InlineData("arn:aws:sns:eu-west-1:111122223333:alarms.fifo")]
    [InlineData("arn:aws:sqs:eu-west-1:111122223333:alarms")]
    [InlineData("arn:aws:sns:eu-west-1.example.com/:111122223333:alarms")]
    [InlineData("arn:aws:sns:eu-west-1:1111:alarms")]
    public void A_topic_that_is_no_ARN_of_a_standard_topic_is_refused(string arn) =>
        Assert.StartsWith($"Alerts:Topic '{arn}' is not valid. Use the ARN of a standard SNS topic", Bind(arn).Problem);

    [Theory]
    [InlineData("arn:aws:sns:us-east-1:111122223333:a", "https://sns.us-east-1.amazonaws.com/")]
    [InlineData("arn:aws-cn:sns:cn-north-1:111122223333:a", "https://sns.cn-north-1.amazonaws.com.cn/")]
    [InlineData("arn:aws-us-gov:sns:us-gov-west-1:111122223333:a", "https://sns.us-gov-west-1.amazonaws.com/")]
    public void The_address_follows_the_region_of_the_topic(string arn, string address) =>
        Assert.Equal(address, Bind(arn).Topic!.Endpoint.AbsoluteUri);

    private static AlertOptions Bind(string arn)
    {
        var options = new AlertOptions();
        options.Bind(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Alerts:Topic"] = arn }).Build());
        return options;
    }
}
