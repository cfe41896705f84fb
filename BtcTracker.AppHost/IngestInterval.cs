using System.Globalization;
using BtcTracker.Market;
using Microsoft.Extensions.Configuration;

namespace BtcTracker.AppHost;

/// <summary><c>Ingest:Interval</c>, checked before anything is started.</summary>
internal static class IngestInterval
{
    /// <summary>The slot length in the format <c>00:05:00</c>; the mode's default if none is configured.</summary>
    /// <exception cref="SettingException">It cannot be parsed, does not divide a day or is too short for the mode.</exception>
    public static string Read(IConfiguration configuration, MarketMode mode)
    {
        try
        {
            return SlotGrid.Parse(configuration["Ingest:Interval"], mode).Interval.ToString("c", CultureInfo.InvariantCulture);
        }
        catch (FormatException error)
        {
            throw new SettingException(error.Message, error);
        }
    }
}
