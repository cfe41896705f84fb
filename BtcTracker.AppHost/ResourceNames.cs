namespace BtcTracker.AppHost;

/// <summary>The resources of the app model, shared with its tests.</summary>
public static class ResourceNames
{
    /// <summary>The DynamoDB-compatible store on this machine.</summary>
    public const string DynamoDb = "dynamodb";

    /// <summary>The simulated market; only in demo and replay.</summary>
    public const string MarketSim = "marketsim";

    /// <summary>The worker that reads the market.</summary>
    public const string Ingest = "ingest";

    /// <summary>The page and the API.</summary>
    public const string Web = "web";

    /// <summary>Aspire's dashboard, which Aspire adds just before the start.</summary>
    public const string Dashboard = "aspire-dashboard";

    /// <summary>The secret parameter with CoinMarketCap's API key; may be empty.</summary>
    public const string CoinMarketCapApiKey = "coinmarketcap-api-key";

    /// <summary>The secret parameter with the token of the operator's page; only if one is configured.</summary>
    public const string StatusToken = "status-token";

    /// <summary>The secret parameter with the address that alerts are posted to; only if one is configured.</summary>
    public const string AlertsWebhookUrl = "alerts-webhook-url";

    /// <summary>The secret parameter with the secret that signs alerts; only if one is configured.</summary>
    public const string AlertsWebhookSecret = "alerts-webhook-secret";

    /// <summary>The secret parameter with the private key of web push; only where its public key is configured.</summary>
    public const string AlertsPushPrivateKey = "alerts-push-private-key";
}
