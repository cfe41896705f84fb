using System.Net.Sockets;

namespace BtcTracker.Ingest.Health;

/// <summary>
/// Where the worker tells <c>health</c> how it is: a Unix socket in Linux's abstract namespace, which is neither a file nor a port,
/// so that a read-only container without open ports can have it. Each network namespace, and so each container, has its own names.
/// </summary>
internal static class HealthSocket
{
    /// <summary>The setting with the socket's name; the image sets it. Default: none, and then nobody can ask.</summary>
    public const string Setting = "Ingest:HealthSocket";

    /// <summary>The first byte of an answer that means healthy.</summary>
    public const char Healthy = '+';

    /// <summary>The first byte of an answer that means unhealthy.</summary>
    public const char Unhealthy = '-';

    /// <summary>A socket of its kind; the caller ends it.</summary>
    public static Socket Create() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    /// <summary>Where a name is found: a zero before it means the abstract namespace.</summary>
    public static UnixDomainSocketEndPoint EndPoint(string name) => new($"\0{name}");

    /// <summary>The socket's name; null where none is set.</summary>
    /// <exception cref="FormatException">It is not a name, or this system has no such sockets.</exception>
    public static string? NameIn(IConfiguration configuration) =>
        configuration[Setting] switch
        {
            null or "" => null,
            { Length: > 90 } => throw new FormatException($"{Setting} must have at most 90 letters."),
            _ when !OperatingSystem.IsLinux() => throw new FormatException($"{Setting} works on Linux alone: leave it out."),
            var name => name,
        };
}
