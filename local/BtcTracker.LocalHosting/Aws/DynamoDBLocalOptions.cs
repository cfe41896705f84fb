namespace Aspire.Hosting.AWS.DynamoDB;

/// <summary>Settings of DynamoDB Local in a container.</summary>
public class DynamoDBLocalOptions
{
    /// <summary>One database for every access key and region.</summary>
    public bool SharedDb { get; set; }

    /// <summary>Where the data is kept; null forgets it at the end.</summary>
    public string? LocalStorageDirectory { get; set; }

    /// <summary>Whether it must not report its use to AWS.</summary>
    public bool DisableDynamoDBLocalTelemetry { get; set; }
}
