using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.AWS.DynamoDB;

namespace Aspire.Hosting;

/// <summary>DynamoDB Local in a container, which needs Aspire's own engine.</summary>
public static class DynamoDBLocalResourceBuilderExtensions
{
    /// <summary>Refuses: this engine runs no containers.</summary>
    /// <exception cref="DistributedApplicationException">Always; the message says what to do.</exception>
    public static IResourceBuilder<DynamoDBLocalResource> AddAWSDynamoDBLocal(this IDistributedApplicationBuilder builder, string name, DynamoDBLocalOptions? options = null) =>
        throw new DistributedApplicationException(
            $"'{name}' is to run in a container, which needs the Aspire engine, and its packages are not on the configured feed. Use Store:Engine=auto, or a feed with Aspire.");

    /// <summary>Hands the endpoint to a resource as <c>AWS_ENDPOINT_URL_DYNAMODB</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<DynamoDBLocalResource> dynamoDBLocalResourceBuilder)
        where TDestination : IResourceWithEnvironment =>
        builder.WithEnvironment("AWS_ENDPOINT_URL_DYNAMODB", dynamoDBLocalResourceBuilder.GetEndpoint("http"));
}
