using System.Net;
using System.Net.Sockets;
using BtcTracker.AppHost.Running;

namespace BtcTracker.Tests.Unit.AppHost;

[Trait("Level", "Unit")]
public sealed class PortReservationTests
{
    [Fact]
    public void A_port_that_another_run_has_not_bound_yet_is_not_given_again_until_that_run_ends()
    {
        var port = FreePort();
        using (var first = PortReservation.TryTake(port))
        {
            Assert.NotNull(first);
            Assert.Null(PortReservation.TryTake(port));
        }

        using var next = PortReservation.TryTake(port);
        Assert.NotNull(next);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
