using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Auth;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Alerts;

/// <summary>
/// Creates the HTTP request that publishes a message to an SNS topic. It is the only request to SNS, so it is signed here, by the signer
/// of the AWS SDK's core, instead of by a client of SNS.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html</remarks>
public static class TopicRequest
{
    /// <summary>The message attribute with the message's id, the same each time it is sent.</summary>
    public const string IdAttribute = AlertRequest.IdHeader;

    private const string Service = "sns";
    private const string DateHeader = "X-Amz-Date";
    private const string TokenHeader = "X-Amz-Security-Token";

    /// <summary>Makes it.</summary>
    public static async Task<HttpRequestMessage> CreateAsync(
        AlertMessage message,
        AlertTopic topic,
        ImmutableCredentials credentials,
        DateTimeOffset now
    )
    {
        var content = new FormUrlEncodedContent([
            new("Action", "Publish"),
            new("Version", "2010-03-31"),
            new("TopicArn", topic.Arn),
            new("Subject", message.Title),
            new("Message", message.Text),
            new("MessageAttributes.entry.1.Name", IdAttribute),
            new("MessageAttributes.entry.1.Value.DataType", "String"),
            new("MessageAttributes.entry.1.Value.StringValue", message.Id),
        ]);
        var request = new HttpRequestMessage(HttpMethod.Post, topic.Endpoint) { Content = content };
        request.Headers.Add(DateHeader, now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        if (credentials.UseToken)
        {
            request.Headers.Add(TokenHeader, credentials.Token);
        }

        var signature = AWS4Signer.ComputeSignature(
            credentials,
            topic.Region,
            now.UtcDateTime,
            Service,
            string.Join(';', SignedHeaders(request).Select(header => header.Name)),
            await CanonicalAsync(request)
        );
        request.Headers.TryAddWithoutValidation("Authorization", signature.ForAuthorizationHeader);
        return request;
    }

    // In the order of their names, as the signature requires.
    private static IEnumerable<(string Name, string Value)> SignedHeaders(HttpRequestMessage request) =>
        request
            .Headers.Concat(request.Content!.Headers)
            .Select(header => (Name: header.Key.ToLowerInvariant(), Value: string.Join(',', header.Value)))
            .Where(header => header.Name is "content-type" or "x-amz-date" or "x-amz-security-token")
            .Append((Name: "host", Value: request.RequestUri!.Authority))
            .OrderBy(header => header.Name, StringComparer.Ordinal);

    private static async Task<string> CanonicalAsync(HttpRequestMessage request)
    {
        var headers = SignedHeaders(request).ToList();
        var text = new StringBuilder($"{request.Method}\n{request.RequestUri!.AbsolutePath}\n\n");
        foreach (var (name, value) in headers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}:{value}\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"\n{string.Join(';', headers.Select(header => header.Name))}\n")
            .Append(Convert.ToHexStringLower(SHA256.HashData(await request.Content!.ReadAsByteArrayAsync())))
            .ToString();
    }
}
