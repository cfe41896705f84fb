using System.ComponentModel.DataAnnotations;
using BtcTracker.Web.Formatting;
using Microsoft.Extensions.Configuration;

namespace BtcTracker.AppHost;

/// <summary>Where the web serves its page, which reaches it as it is.</summary>
internal static class SiteSettings
{
    /// <summary>The name of the path's setting.</summary>
    public const string PathBase = SitePath.Setting;

    /// <summary>Those that are passed on as they are.</summary>
    public static readonly IReadOnlyList<string> All = [PathBase, SitePath.PublicSetting];

    /// <summary>Whether people can keep their own records, and how many; the web validates the values.</summary>
    public static readonly IReadOnlyList<string> Holders = ["Holders:Enabled", "Holders:CreationsPerClient", "Holders:Creations"];

    /// <summary>
    /// The setting that shows the sources' response bodies, which their terms may forbid on a public site.
    /// </summary>
    public const string RawBodies = "Web:RawBodies";

    /// <summary>
    /// Shows the sources' bodies if the web runs on this machine, unless configured otherwise; a deployed web shows none by default.
    /// </summary>
    /// <exception cref="SettingException">The setting is neither true nor false.</exception>
    public static IResourceBuilder<ProjectResource> WithRawBodies(
        this IResourceBuilder<ProjectResource> web,
        IDistributedApplicationBuilder builder
    )
    {
        var configured = builder.Configuration[RawBodies];
        if (!string.IsNullOrEmpty(configured) && !bool.TryParse(configured, out _))
        {
            throw new SettingException($"{RawBodies} is not valid: '{configured}'. Use true or false.");
        }

        var value = string.IsNullOrEmpty(configured) && builder.ExecutionContext.IsRunMode ? "true" : configured;
        return string.IsNullOrEmpty(value) ? web : web.WithEnvironment("Web__RawBodies", value);
    }

    /// <summary>The path base of the page, its links and its health check; empty for none.</summary>
    /// <exception cref="SettingException">The path or the public address is not valid.</exception>
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
