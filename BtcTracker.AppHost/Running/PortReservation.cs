using System.Globalization;

namespace BtcTracker.AppHost.Running;

/// <summary>
/// Reserves a fixed port from this user's other runs until this run ends. A port is checked before its service binds it, so without this
/// two runs that start at once would both find it free, and one would mistake the other's services for its own.
/// </summary>
public static class PortReservation
{
    /// <summary>Reserves a port; null if another run holds it.</summary>
    /// <exception cref="SettingException">The file that reserves it cannot be written.</exception>
    public static FileLock? TryTake(int port)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"btctracker-{Environment.UserName}-port-{port}.lock");
        var path = Path.Combine(Path.GetTempPath(), name);
        try
        {
            return FileLock.TryTake(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SettingException(
                $"Port {port} cannot be reserved with the file {path}: {error.Message} "
                    + "Remove the file, or set the variable TMPDIR to a folder that you can write, and start again.",
                error
            );
        }
    }
}
