using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BtcTracker.Web.Formatting;

/// <summary>Where the site is: section <c>Web</c>.</summary>
public sealed class SiteOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Web";

    /// <summary>The path that a proxy serves the site below, such as <c>/btc</c>, whether it strips it or not. Default: none.</summary>
    [RegularExpression(SitePath.Pattern, ErrorMessage = SitePath.Refusal)]
    public string PathBase { get; set; } = string.Empty;

    /// <summary>
    /// Whether <c>/api/v1/quotes/{slot}</c> gives the body that a source answered. Default: false, because a source's terms may forbid to
    /// pass it on; the AppHost sets it where it runs the web on the reader's own machine.
    /// </summary>
    public bool RawBodies { get; set; }

    /// <summary>
    /// The scheme and host that readers see, such as <c>https://btc.example.com</c>: pages are cached for all readers.
    /// Default: none, and links to the page are shown without an image.
    /// </summary>
    [RegularExpression(SitePath.PublicPattern, ErrorMessage = SitePath.PublicRefusal)]
    public string PublicAddress { get; set; } = string.Empty;

    /// <summary>A whole address of a path of the site, for programs elsewhere; null where the public address is not configured.</summary>
    /// <param name="path">The path, from <c>/</c> on, with its query.</param>
    public string? Absolute(string path) => PublicAddress.Length == 0 ? null : PublicAddress + Address(path);

    /// <summary>An address on this host of a path of the site.</summary>
    /// <param name="path">The path, from <c>/</c> on, with its query.</param>
    public string Address(string path) => PathBase + path;

    /// <summary>An address on this host of an asset.</summary>
    /// <param name="asset">Its name, without a slash at its start.</param>
    public string Asset(string asset) => $"{PathBase}/{asset}";
}

/// <summary>Checks the annotations, generated at compile time.</summary>
[OptionsValidator]
internal sealed partial class ValidateSiteOptions : IValidateOptions<SiteOptions>;
