using System.Net;
using Amazon.Runtime;

namespace BtcTracker.Market;

/// <summary>Detects that a proxy refused a request with 407.</summary>
public static class ProxyRefusal
{
    /// <summary>What the user can do about it; contains no credentials.</summary>
    public const string Advice =
        "the proxy requires a user name and a password, or refused the ones given (407). "
        + "Put them in its address: HTTPS_PROXY=http://user:password@host:port.";

    /// <summary>
    /// Whether a request failed for this reason. For an https address the proxy refuses the tunnel, which throws an exception.
    /// </summary>
    public static bool IsIn(Exception? error) =>
        error switch
        {
            null => false,
            HttpRequestException { StatusCode: HttpStatusCode.ProxyAuthenticationRequired } => true,
            AmazonServiceException { StatusCode: HttpStatusCode.ProxyAuthenticationRequired } => true,
            _ => IsIn(error.InnerException),
        };
}
