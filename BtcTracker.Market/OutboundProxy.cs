using System.Net;

namespace BtcTracker.Market;

/// <summary>
/// The proxy of the standard environment variables (<c>HTTP_PROXY</c>, <c>HTTPS_PROXY</c>, <c>ALL_PROXY</c>, <c>NO_PROXY</c>), bypassed for
/// addresses that a proxy cannot reach: this machine's own, and link-local ones such as a task's metadata on AWS.
/// </summary>
/// <param name="system">The proxy that .NET created from the variables.</param>
public sealed class OutboundProxy(IWebProxy system) : IWebProxy
{
    /// <inheritdoc />
    public ICredentials? Credentials
    {
        get => system.Credentials;
        set => system.Credentials = value;
    }

    /// <summary>Makes it the default proxy of this process: for the sources, the store's client and the telemetry exporter.</summary>
    public static void Use() => HttpClient.DefaultProxy = new OutboundProxy(HttpClient.DefaultProxy);

    /// <inheritdoc />
    /// <remarks>
    /// Without the user name and the password: .NET writes this address into exceptions, and finds them in <see cref="Credentials"/>.
    /// </remarks>
    public Uri? GetProxy(Uri destination) =>
        IsBypassed(destination) || system.GetProxy(destination) is not { } proxy ? null
        : proxy.UserInfo.Length == 0 ? proxy
        : new UriBuilder(proxy) { UserName = "", Password = "" }.Uri;

    /// <inheritdoc />
    public bool IsBypassed(Uri host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return IsLocal(host) || system.IsBypassed(host);
    }

    private static bool IsLocal(Uri address) =>
        address.IsLoopback
        || address.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.DnsSafeHost, out var ip) && IsLocal(ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip));

    // 169.254.0.0/16: the metadata and the credentials of ECS (169.254.170.2) and of EC2 (169.254.169.254, fd00:ec2::254).
    private static bool IsLocal(IPAddress address) =>
        IPAddress.IsLoopback(address)
        || address.IsIPv6LinkLocal
        || address.GetAddressBytes() is [169, 254, _, _] or [0xfd, 0, 0x0e, 0xc2, ..];
}
