using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BtcTracker.Web.Status;

/// <summary>Who may see the operator's page: section <c>Status</c>.</summary>
public sealed class StatusOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Status";

    /// <summary>
    /// The secret that opens the page, at least 16 characters. Default: none, which opens it in Development and turns it off elsewhere.
    /// </summary>
    [RegularExpression("^(.{16,256})?$", ErrorMessage = "Status:Token must have 16 to 256 characters.")]
    public string Token { get; set; } = string.Empty;

    /// <summary>
    /// How many viewers have a live page at once, 0 to 10,000; the others get one that does not change. Default: 200, about 150 MB.
    /// </summary>
    public int Viewers { get; set; } = 200;
}

/// <summary>Checks the annotations, generated at compile time.</summary>
[OptionsValidator]
internal sealed partial class ValidateStatusOptions : IValidateOptions<StatusOptions>;
