using System.Net;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace BtcTracker.Market.Storage;

/// <summary>
/// Converts the client's exceptions to <see cref="PriceStoreException"/>, whose message says what to check. Cancellation is passed on
/// unchanged.
/// </summary>
internal static class DynamoErrors
{
    public static async Task<T> TranslateAsync<T>(Func<Task<T>> ask, PriceStoreOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await ask();
        }
        catch (Exception error) when (IsClientError(error))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new PriceStoreException(Explain(error, options), error);
        }
    }

    private static bool IsClientError(Exception error) =>
        error
            is AmazonClientException
                or AmazonServiceException
                or HttpRequestException
                or IOException
                or OperationCanceledException
                or TimeoutException;

    private static string Explain(Exception error, PriceStoreOptions options) =>
        error switch
        {
            _ when ProxyRefusal.IsIn(error) => $"{Place(options)} cannot be reached: {ProxyRefusal.Advice}",
            ResourceNotFoundException when options.IsLocal =>
                $"{Place(options)} has no table '{options.Table}' yet. Ingest creates it: check that ingest is running.",
            ResourceNotFoundException =>
                $"{Place(options)} has no table '{options.Table}'. The data stack owns it: deploy it, or set Store:Table and "
                    + $"{PriceStoreOptions.RegionVariable} to its name and region.",
            ProvisionedThroughputExceededException or RequestLimitExceededException =>
                $"{Place(options)} throttles the table '{options.Table}': {error.Message}",
            AmazonUnmarshallingException => $"{Place(options)} does not respond like DynamoDB: check what is listening there.",
            AmazonServiceException { ErrorCode: "ValidationException" } refused =>
                $"{Place(options)} refused a request to the table '{options.Table}': {refused.Message}",
            AmazonServiceException { StatusCode: HttpStatusCode.BadRequest or HttpStatusCode.Forbidden } refused =>
                $"{Place(options)} refused a request to the table '{options.Table}' ({refused.ErrorCode}): check the role's "
                    + "permissions and the credentials.",
            AmazonServiceException { StatusCode: >= HttpStatusCode.InternalServerError } failed =>
                $"{Place(options)} failed with {(int)failed.StatusCode}: {failed.Message} Check its log and its disk.",
            _ when options.IsLocal =>
                $"{Place(options)} does not respond: check that it is running. {PriceStoreOptions.LocalEndpointVariable} names it.",
            _ => $"{Place(options)} does not respond: check the network, the credentials and {PriceStoreOptions.RegionVariable}.",
        };

    private static string Place(PriceStoreOptions options) =>
        options.IsLocal ? $"The store at {options.LocalEndpoint}" : $"DynamoDB in {options.Region}";
}
