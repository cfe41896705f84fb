using System.ComponentModel.DataAnnotations;
using BtcTracker.Web.Formatting;
using Microsoft.Extensions.Configuration;

namespace BtcTracker.AppHost;

/// <summary>Where the web serves its page, which reaches it as it is.</summary>
internal static class SiteSettings
{
    /// <summary>The name of the path's setting.</summary>
    public const string PathBase = SitePath.Setting;

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [PathBase, SitePath.PublicSetting];

    /// <summary>The path that the page, its links and its health check are below; empty for none.</summary>
    /// <exception cref="SettingException">It is no path, or the public address is none.</exception>
    public static string ReadPathBase(IConfiguration configuration)
    {
        if (!new RegularExpressionAttribute(SitePath.PublicPattern).IsValid(configuration[SitePath.PublicSetting] ?? string.Empty))
        {
            throw new SettingException(SitePath.PublicRefusal);
        }

        var path = configuration[PathBase] ?? string.Empty;
        return new RegularExpressionAttribute(SitePath.Pattern).IsValid(path) ? path : throw new SettingException(SitePath.Refusal);
    }
}
