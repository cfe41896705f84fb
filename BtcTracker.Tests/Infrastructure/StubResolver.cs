using System.Net;
using System.Net.Sockets;
using BtcTracker.Market.Push;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>Finds every host at the same addresses, without asking a network; none is a host that is not known.</summary>
internal sealed class StubResolver(params string[] addresses) : IHostResolver
{
    /// <summary>An address of the public internet, which nothing here connects to.</summary>
    public const string Public = "93.184.216.34";

    public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) =>
        addresses.Length == 0
            ? throw new SocketException((int)SocketError.HostNotFound)
            : Task.FromResult<IReadOnlyList<IPAddress>>([.. addresses.Select(IPAddress.Parse)]);
}
