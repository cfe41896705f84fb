using Amazon.DynamoDBv2;
using Amazon.Runtime;

namespace BtcTracker.Benchmarks.Data;

/// <summary>Makes clients of a store on this machine.</summary>
internal static class StoreClient
{
    /// <summary>One page of a scan of a busy engine may take seconds.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>What the project's own services send too; an engine may keep a database for each.</summary>
    public static BasicAWSCredentials Credentials { get; } = new("local", "local");

    /// <summary>The configuration for an address.</summary>
    public static AmazonDynamoDBConfig ConfigFor(Uri endpoint) =>
        new()
        {
            ServiceURL = endpoint.OriginalString,
            AuthenticationRegion = "us-east-1",
            Timeout = Timeout,
            MaxErrorRetry = 0,
        };

    /// <summary>A client without retries, so that what is measured is one request each.</summary>
    public static AmazonDynamoDBClient Create(Uri endpoint) => new(Credentials, ConfigFor(endpoint));
}
