using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BtcTracker.Web.Holders;

/// <summary>People's own records: section <c>Holders</c>.</summary>
public sealed class HoldersOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Holders";

    /// <summary>
    /// Whether people can keep a record. Default: in Development yes, elsewhere no; then its routes and its page are not there.
    /// </summary>
    public bool? Enabled { get; set; }

    /// <summary>How many names one client may ask for in an hour, 1 to 1,000,000. Default: 20.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Holders:CreationsPerClient must be from 1 to 1,000,000.")]
    public int CreationsPerClient { get; set; } = 20;

    /// <summary>How many all clients together may ask for in an hour, 1 to 1,000,000. Default: 1,000.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Holders:Creations must be from 1 to 1,000,000.")]
    public int Creations { get; set; } = 1_000;
}

/// <summary>Checks the annotations, generated at compile time.</summary>
[OptionsValidator]
internal sealed partial class ValidateHoldersOptions : IValidateOptions<HoldersOptions>;
