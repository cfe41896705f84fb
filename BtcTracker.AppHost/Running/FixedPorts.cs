using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace BtcTracker.AppHost.Running;

/// <summary>
/// Checks the fixed ports before anything starts. Aspire does not report a port that is in use.
/// </summary>
internal sealed partial class FixedPorts : IDisposable
{
    private const string Randomize = "DcpPublisher:RandomizePorts";
    private const string DashboardUrls = "ASPNETCORE_URLS";

    private readonly List<FileLock> _reservations = [];

    private FixedPorts() { }

    /// <summary>Reserves the fixed ports until the result is disposed; uses random ports if configured.</summary>
    /// <exception cref="SettingException">A port is in use, or a setting is not valid.</exception>
    public static FixedPorts Reserve(IDistributedApplicationBuilder builder)
    {
        var endpoints = builder
            .Resources.SelectMany(
                resource => resource.Annotations.OfType<EndpointAnnotation>(),
                (resource, endpoint) => (resource.Name, Endpoint: endpoint)
            )
            .Where(entry => entry.Endpoint.Port is not null)
            .ToList();
        if (IsRandom(builder.Configuration[Randomize]))
        {
            // Aspire randomizes only the ports of its proxies.
            endpoints.ForEach(entry => entry.Endpoint.Port = null);
            return new FixedPorts();
        }

        var ports = new FixedPorts();
        var dashboard = AddressOf(builder.Configuration[DashboardUrls]!);
        if (dashboard.Port > 0)
        {
            ports.Reserve(dashboard.Port, "dashboard");
        }

        endpoints.ForEach(entry => ports.Reserve(entry.Endpoint.Port!.Value, entry.Name));
        return ports;
    }

    /// <inheritdoc />
    public void Dispose() => _reservations.ForEach(reservation => reservation.Dispose());

    private static bool IsRandom(string? setting) =>
        string.IsNullOrWhiteSpace(setting) ? false
        : bool.TryParse(setting, out var isRandom) ? isRandom
        : throw new SettingException($"{Randomize} '{setting}' is not valid. Use true or false.");

    // A host may be * or +, every address of this machine.
    private static Uri AddressOf(string urls) =>
        Uri.TryCreate(AnyHost().Replace(urls.Split(';')[0], "//localhost"), UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : throw new SettingException(
                $"{DashboardUrls} '{urls}', the dashboard's address, is not valid. Use for example http://localhost:15080."
            );

    private void Reserve(int port, string name)
    {
        if (PortReservation.TryTake(port) is { } reservation)
        {
            _reservations.Add(reservation);
            if (IsFree(IPAddress.Loopback, port) && IsFree(IPAddress.IPv6Loopback, port))
            {
                return;
            }
        }

        throw new SettingException(
            $"Port {port}, which '{name}' needs, is in use by another program or another run of this application. "
                + "End that program and start again, or use free ports with --DcpPublisher:RandomizePorts=true."
        );
    }

    private static bool IsFree(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException error)
        {
            // A machine without IPv6 has no such address.
            return error.SocketErrorCode is not SocketError.AddressAlreadyInUse;
        }
    }

    [GeneratedRegex("//[*+]")]
    private static partial Regex AnyHost();
}
