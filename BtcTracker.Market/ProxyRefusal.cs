using System.Net;
using Amazon.Runtime;

namespace BtcTracker.Market;

/// <summary>A proxy that answers 407 to a request for somebody else.</summary>
public static class ProxyRefusal
{
    /// <summary>What a person can do about it; without the credentials that were sent.</summary>
    public const string Advice =
        "the proxy wants a user name and a password, or refuses those it was given (407). "
        + "Put them in its address: HTTPS_PROXY=http://user:password@host:port.";

    /// <summary>Whether a failed request failed so. For an https address the proxy refuses the tunnel, which is an exception.</summary>
    public static bool IsIn(Exception? error) =>
        error switch
        {
            null => false,
            HttpRequestException { StatusCode: HttpStatusCode.ProxyAuthenticationRequired } => true,
            AmazonServiceException { StatusCode: HttpStatusCode.ProxyAuthenticationRequired } => true,
            _ => IsIn(error.InnerException),
        };
}
