using System.Text.RegularExpressions;
using Amazon;

namespace BtcTracker.Ingest.Alerts;

/// <summary>An SNS topic.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Region">The region in the ARN.</param>
/// <param name="Endpoint">The address of SNS in that region.</param>
public sealed partial record AlertTopic(string Arn, string Region, Uri Endpoint)
{
    /// <summary>The address of another SNS, such as a local one. The name is that of the AWS SDKs.</summary>
    public const string EndpointVariable = "AWS_ENDPOINT_URL_SNS";

    /// <summary>Parses an ARN.</summary>
    /// <param name="arn">The ARN of a standard topic.</param>
    /// <param name="endpoint">The value of <see cref="EndpointVariable"/>; null for AWS itself.</param>
    /// <exception cref="FormatException">It is not the ARN of a standard topic, or the endpoint is not an address.</exception>
    public static AlertTopic Parse(string arn, string? endpoint)
    {
        if (Pattern().Match(arn) is not { Success: true } match)
        {
            throw new FormatException(
                $"Alerts:Topic '{arn}' is not valid. Use the ARN of a standard SNS topic, such as "
                    + "arn:aws:sns:us-east-1:123456789012:alarms."
            );
        }

        var region = match.Groups["region"].Value;
        var address = string.IsNullOrEmpty(endpoint)
            ? $"https://sns.{region}.{RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix}/"
            : endpoint;
        return Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? new AlertTopic(arn, region, url)
            : throw new FormatException($"{EndpointVariable} is not valid. Use an http or https address.");
    }

    // https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html: at most 256 letters, digits, hyphens and underscores.
    [GeneratedRegex(@"^arn:aws[a-z-]{0,20}:sns:(?<region>[a-z]{2}[a-z0-9-]{1,30}):[0-9]{12}:[A-Za-z0-9_-]{1,256}\z")]
    private static partial Regex Pattern();
}
