using System.Net.Sockets;

namespace BtcTracker.Ingest.Health;

/// <summary>
/// The socket through which <c>health</c> asks the worker: a Unix socket in Linux's abstract namespace, which needs neither a file nor a
/// port, so that it works in a read-only container without open ports. Each network namespace, and so each container, has its own names.
/// </summary>
internal static class HealthSocket
{
    /// <summary>The setting with the socket's name; the image sets it. Default: none, which turns the health check off.</summary>
    public const string Setting = "Ingest:HealthSocket";

    /// <summary>The first byte of a healthy response.</summary>
    public const char Healthy = '+';

    /// <summary>The first byte of an unhealthy response.</summary>
    public const char Unhealthy = '-';

    /// <summary>Creates a socket; the caller disposes it.</summary>
    public static Socket Create() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    /// <summary>The end point of a name: a leading zero byte means the abstract namespace.</summary>
    public static UnixDomainSocketEndPoint EndPoint(string name) => new($"\0{name}");

    /// <summary>The socket's name; null if none is set.</summary>
    /// <exception cref="FormatException">The name is not valid, or the system has no such sockets.</exception>
    public static string? NameIn(IConfiguration configuration) =>
        configuration[Setting] switch
        {
            null or "" => null,
            { Length: > 90 } => throw new FormatException($"{Setting} must have at most 90 letters."),
            _ when !OperatingSystem.IsLinux() => throw new FormatException($"{Setting} works on Linux only. Leave it out."),
            var name => name,
        };
}
