using System.ComponentModel.DataAnnotations;
using BtcTracker.Web.Formatting;
using Microsoft.Extensions.Configuration;

namespace BtcTracker.AppHost;

/// <summary>Where the web serves its page, which reaches it as it is.</summary>
internal static class SiteSettings
{
    /// <summary>The setting's name.</summary>
    public const string PathBase = SitePath.Setting;

    /// <summary>The path that the page, its links and its health check are below; empty for none.</summary>
    /// <exception cref="SettingException">It is no path.</exception>
    public static string ReadPathBase(IConfiguration configuration)
    {
        var path = configuration[PathBase] ?? string.Empty;
        return new RegularExpressionAttribute(SitePath.Pattern).IsValid(path) ? path : throw new SettingException(SitePath.Refusal);
    }
}
