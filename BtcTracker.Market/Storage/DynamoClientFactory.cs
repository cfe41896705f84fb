using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;

namespace BtcTracker.Market.Storage;

/// <summary>Creates the single, long-lived client. By default the SDK would make 11 attempts and fail after about 100 seconds.</summary>
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
            // The SDK would use an empty variable, as a container's settings may leave it, as an address.
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
