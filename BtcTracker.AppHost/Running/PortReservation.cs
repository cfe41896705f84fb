using System.Globalization;

namespace BtcTracker.AppHost.Running;

/// <summary>
/// A fixed port kept from this user's other runs until this run ends. A port is looked at before its service binds it, so
/// without this two runs that start at once would both find it free, and one would take the other's services for its own.
/// </summary>
public sealed class PortReservation : IDisposable
{
    private readonly FileStream _file;

    private PortReservation(FileStream file) => _file = file;

    /// <summary>Reserves a port; null where another run has it. The system gives it back when this process ends, however it ends.</summary>
    public static PortReservation? TryTake(int port)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"btctracker-{Environment.UserName}-port-{port}.lock");
        try
        {
            return new PortReservation(new FileStream(Path.Combine(Path.GetTempPath(), name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            // Another process holds the file's lock.
            return null;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();
}
