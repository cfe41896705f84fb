using System.Globalization;
using System.Security.Cryptography;
using BtcTracker.Market;

namespace BtcTracker.AppHost;

/// <summary>A validated file to replay, and how far its times are shifted.</summary>
/// <param name="Path">Its absolute path.</param>
/// <param name="Name">
/// Its name with a checksum of its content, valid in a table's name: another file of the same name gets another table.
/// </param>
/// <param name="Shift">Whole days.</param>
internal sealed record ReplayPlan(string Path, string Name, TimeSpan Shift)
{
    /// <summary>The shift in days, as text.</summary>
    public string ShiftDays => ((long)Shift.TotalDays).ToString(CultureInfo.InvariantCulture);

    /// <summary>The shift in seconds, as text.</summary>
    public string ShiftSeconds => ((long)Shift.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads and checks the file.</summary>
    /// <param name="path">Its path, relative to the caller's folder.</param>
    /// <param name="now">The time that the file's prices are shifted to.</param>
    /// <exception cref="SettingException">
    /// No file is configured, or it cannot be read or is malformed; the message names the line.
    /// </exception>
    public static ReplayPlan Load(string? path, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new SettingException(
                "Market:Mode=replay needs a file. Add --Market:ReplayFile=PATH with the path of a CSV file of hourly prices."
            );
        }

        try
        {
            var file = ReplayFile.Load(path);
            var sum = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file.Path)))[..8];
            return new ReplayPlan(file.Path, $"{file.Name}-{sum}", file.ShiftFor(now));
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new SettingException(error.Message, error);
        }
    }
}
