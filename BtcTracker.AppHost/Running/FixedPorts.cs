using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace BtcTracker.AppHost.Running;

/// <summary>
/// Checks the ports that do not change from run to run before anything starts. Aspire itself says nothing about a port in use.
/// </summary>
internal sealed class FixedPorts : IDisposable
{
    private readonly List<PortReservation> _reservations = [];

    private FixedPorts()
    {
    }

    /// <summary>Reserves the fixed ports until the result is disposed; where random ports are configured, takes those instead.</summary>
    /// <exception cref="SettingException">A port is in use.</exception>
    public static FixedPorts Reserve(IDistributedApplicationBuilder builder)
    {
        var endpoints = builder.Resources
            .SelectMany(
                resource => resource.Annotations.OfType<EndpointAnnotation>(),
                (resource, endpoint) => (resource.Name, Endpoint: endpoint))
            .Where(one => one.Endpoint.Port is not null)
            .ToList();
        if (builder.Configuration.GetValue<bool>("DcpPublisher:RandomizePorts"))
        {
            // Aspire randomizes only the ports of its proxies.
            endpoints.ForEach(one => one.Endpoint.Port = null);
            return new FixedPorts();
        }

        var ports = new FixedPorts();
        if (PortOf(builder.Configuration["ASPNETCORE_URLS"]) is { } port)
        {
            ports.Reserve(port, "dashboard");
        }

        endpoints.ForEach(one => ports.Reserve(one.Endpoint.Port!.Value, one.Name));
        return ports;
    }

    /// <inheritdoc />
    public void Dispose() => _reservations.ForEach(reservation => reservation.Dispose());

    private static int? PortOf(string? dashboard) =>
        Uri.TryCreate(dashboard?.Split(';')[0], UriKind.Absolute, out var address) && address.Port > 0 ? address.Port : null;

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
            $"Port {port}, which '{name}' needs, is in use by another program, perhaps by another run of this application. "
            + "End that program and start again, or take free ports with --DcpPublisher:RandomizePorts=true.");
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
            // A machine without IPv6 has no such address to take.
            return error.SocketErrorCode is not SocketError.AddressAlreadyInUse;
        }
    }
}
