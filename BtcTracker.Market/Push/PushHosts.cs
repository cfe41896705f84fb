using System.Net;
using System.Net.Sockets;

namespace BtcTracker.Market.Push;

/// <summary>Finds the addresses of a host.</summary>
public interface IHostResolver
{
    /// <summary>The addresses.</summary>
    /// <exception cref="SocketException">The host is not known, or nobody answers.</exception>
    Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken);
}

/// <summary>Asks the operating system.</summary>
public sealed class SystemHostResolver : IHostResolver
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) =>
        await Dns.GetHostAddressesAsync(host, cancellationToken);
}

/// <summary>Finds push services, and refuses hosts that are not in the public internet. No setting lets one through.</summary>
public sealed class PushHosts(IHostResolver resolver, TimeProvider clock)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Reads the address of a push service, without asking anybody.</summary>
    /// <returns>Why it is not valid, or null.</returns>
    public static string? Read(string text, out Uri? endpoint)
    {
        endpoint = null;
        if (text.Length > PushSubscription.LongestEndpoint)
        {
            return $"The endpoint is too long. It may have {PushSubscription.LongestEndpoint} characters.";
        }

        if (
            text.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter))
            || !Uri.TryCreate(text, UriKind.Absolute, out var address)
            || address is not { Scheme: "https", IsDefaultPort: true, UserInfo: "", Fragment: "", Host.Length: > 0 }
        )
        {
            return "The endpoint must be an https address, as the browser's subscription has it.";
        }

        endpoint = address;
        return null;
    }

    /// <summary>Finds the addresses of a host.</summary>
    /// <returns>At least one address, all of them public; else none and why not.</returns>
    public async Task<(IReadOnlyList<IPAddress> Addresses, string? Problem)> FindAsync(string host, CancellationToken cancellationToken)
    {
        var name = host.Trim('[', ']').TrimEnd('.');
        IReadOnlyList<IPAddress> addresses;
        if (IPAddress.TryParse(name, out var literal))
        {
            addresses = [literal];
        }
        else
        {
            using var limit = new CancellationTokenSource(Limit, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            try
            {
                addresses = await resolver.ResolveAsync(name, either.Token);
            }
            catch (Exception error) when (error is SocketException or ArgumentException || IsLate(error, cancellationToken))
            {
                return ([], "The endpoint's host cannot be found.");
            }
        }

        return addresses.Count == 0 ? ([], "The endpoint's host has no address.")
            : addresses.All(PublicAddress.Is) ? (addresses, null)
            : ([], "The endpoint's host is not in the public internet.");
    }

    private static bool IsLate(Exception error, CancellationToken cancellationToken) =>
        error is OperationCanceledException && !cancellationToken.IsCancellationRequested;
}
