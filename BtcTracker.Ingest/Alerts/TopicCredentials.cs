using Amazon.Runtime;
using Amazon.Runtime.Credentials;

namespace BtcTracker.Ingest.Alerts;

/// <summary>The credentials that requests to SNS are signed with: those of the task's or function's role.</summary>
public class TopicCredentials
{
    private AWSCredentials? _credentials;

    /// <summary>Current credentials; they change every few hours.</summary>
    /// <exception cref="AmazonClientException">There are none.</exception>
    public virtual async Task<ImmutableCredentials> FindAsync()
    {
        _credentials ??= await DefaultAWSCredentialsIdentityResolver.GetCredentialsAsync();
        return await _credentials.GetCredentialsAsync();
    }
}
