using Amazon.Runtime;
using Amazon.Runtime.Credentials;

namespace BtcTracker.Ingest.Alerts;

/// <summary>The credentials that requests to SNS are signed with: those of the task's or function's role.</summary>
public class TopicCredentials
{
    private AWSCredentials? _credentials;

    /// <summary>Current credentials; they change every few hours.</summary>
    /// <param name="cancellationToken">Ends the wait: the SDK tries an address that does not respond for half a minute.</param>
    /// <exception cref="AmazonClientException">There are none.</exception>
    /// <exception cref="AmazonServiceException">What provides them does not respond, or refuses.</exception>
    public virtual async Task<ImmutableCredentials> FindAsync(CancellationToken cancellationToken)
    {
        _credentials ??= await DefaultAWSCredentialsIdentityResolver.GetCredentialsAsync().WaitAsync(cancellationToken);
        return await _credentials.GetCredentialsAsync().WaitAsync(cancellationToken);
    }
}
