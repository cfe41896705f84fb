using System.Net;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace BtcTracker.Market.Storage;

/// <summary>
/// Turns what the client throws into <see cref="PriceStoreException"/>, whose message says what to look at. Cancellation stays
/// cancellation.
/// </summary>
internal static class DynamoErrors
{
    public static async Task<T> TranslateAsync<T>(Func<Task<T>> ask, PriceStoreOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await ask();
        }
        catch (Exception error) when (IsTheClients(error))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new PriceStoreException(Explain(error, options), error);
        }
    }

    private static bool IsTheClients(Exception error) =>
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
                $"{Place(options)} has no table '{options.Table}' yet. Ingest makes it: look whether ingest runs.",
            ResourceNotFoundException =>
                $"{Place(options)} has no table '{options.Table}'. The data stack owns it: deploy it, or set Store:Table and "
                    + $"{PriceStoreOptions.RegionVariable} to where it stands.",
            ProvisionedThroughputExceededException or RequestLimitExceededException =>
                $"{Place(options)} throttles the table '{options.Table}': {error.Message}",
            AmazonUnmarshallingException => $"{Place(options)} answers, but not as DynamoDB does: look what listens there.",
            AmazonServiceException { ErrorCode: "ValidationException" } refused =>
                $"{Place(options)} refused a request to the table '{options.Table}': {refused.Message}",
            AmazonServiceException { StatusCode: HttpStatusCode.BadRequest or HttpStatusCode.Forbidden } refused =>
                $"{Place(options)} refused a request to the table '{options.Table}' ({refused.ErrorCode}): look at the role's "
                    + "permissions and the credentials.",
            AmazonServiceException { StatusCode: >= HttpStatusCode.InternalServerError } failed =>
                $"{Place(options)} failed with {(int)failed.StatusCode}: {failed.Message} Look at its log and its disk.",
            _ when options.IsLocal =>
                $"{Place(options)} does not answer: look whether it runs. {PriceStoreOptions.LocalEndpointVariable} names it.",
            _ => $"{Place(options)} does not answer: look at the network, the credentials and {PriceStoreOptions.RegionVariable}.",
        };

    private static string Place(PriceStoreOptions options) =>
        options.IsLocal ? $"The store at {options.LocalEndpoint}" : $"DynamoDB in {options.Region}";
}
