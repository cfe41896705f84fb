using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;

namespace BtcTracker.Market.Storage;

/// <summary>Makes the one long-lived client. With nothing set the SDK would make 11 attempts and fail after some 100 seconds.</summary>
internal static class DynamoClientFactory
{
    private const int Retries = 2;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(1);

    public static AmazonDynamoDBClient Create(PriceStoreOptions options)
    {
        var config = new AmazonDynamoDBConfig
        {
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = Retries,
            Timeout = options.AttemptTimeout,
            ConnectTimeout = options.AttemptTimeout < ConnectTimeout ? options.AttemptTimeout : ConnectTimeout,
        };

        if (!options.IsLocal)
        {
            // Set but empty, as a container's settings may leave it, the variable is taken for an address by the SDK.
            config.IgnoreConfiguredEndpointUrls = Environment.GetEnvironmentVariable(PriceStoreOptions.LocalEndpointVariable) is "";
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
            return new AmazonDynamoDBClient(config);
        }

        config.ServiceURL = options.LocalEndpoint;
        // DynamoDB Local keeps a database for each pair of access key and region: every service must send the same.
        config.AuthenticationRegion = "us-east-1";
        return new AmazonDynamoDBClient(new BasicAWSCredentials("local", "local"), config);
    }
}
