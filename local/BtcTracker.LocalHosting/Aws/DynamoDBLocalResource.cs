using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.AWS.DynamoDB;

/// <summary>DynamoDB Local in a container.</summary>
public class DynamoDBLocalResource(string name) : Resource(name), IResourceWithEndpoints;
