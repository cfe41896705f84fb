using System.Globalization;
using BtcTracker.Web.Hosting;
using Microsoft.Extensions.Configuration;

namespace BtcTracker.AppHost;

/// <summary>The limits of the web service, which are passed on unchanged.</summary>
internal static class LimitSettings
{
    /// <summary>Their names.</summary>
    public static string[] All { get; } = [.. LimitRanges.Settings];

    /// <summary>Validates the configured ones.</summary>
    /// <exception cref="SettingException">A limit is not a whole number, or out of range.</exception>
    public static void Check(IConfiguration configuration)
    {
        if (LimitRanges.FindProblems(setting => Parse(setting, configuration[setting])).FirstOrDefault() is { } problem)
        {
            throw new SettingException(problem);
        }
    }

    private static long? Parse(string setting, string? value) =>
        string.IsNullOrEmpty(value) ? null
        : long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number
        : throw new SettingException($"{setting} '{value}' is not a whole number.");
}
