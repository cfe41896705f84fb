using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BtcTracker.Market.Storage;

/// <summary>Where prices are stored: the section <c>Store</c>, and two variables that AWS's own tools read.</summary>
public sealed class PriceStoreOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Store";

    /// <summary>The variable with a local store's address; if it is set, the table may be created.</summary>
    public const string LocalEndpointVariable = "AWS_ENDPOINT_URL_DYNAMODB";

    /// <summary>The variable with the region on AWS; ignored if <see cref="LocalEndpointVariable"/> is set.</summary>
    public const string RegionVariable = "AWS_REGION";

    // Not a Range attribute: with a type other than a number it needs reflection, which trimming removes.
    internal static readonly TimeSpan ShortestAttempt = TimeSpan.FromSeconds(0.1);
    internal static readonly TimeSpan LongestAttempt = TimeSpan.FromSeconds(30);

    /// <summary>The table's name, 3 to 255 letters, digits, dots, underscores and hyphens. Default: <c>btctracker</c>.</summary>
    [Required]
    [RegularExpression(
        @"^[A-Za-z0-9_.\-]{3,255}$",
        ErrorMessage = "Store:Table must be 3 to 255 letters, digits, dots, underscores or hyphens."
    )]
    public string Table { get; set; } = "btctracker";

    /// <summary>How long one attempt may take, 0.1 to 30 seconds; a request makes at most three. Default: 2.5 seconds.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(2.5);

    /// <summary>The address of a store on this machine. Default: <see cref="LocalEndpointVariable"/>; absent on AWS.</summary>
    [RegularExpression(
        @"^https?://[^\s/]+/?$",
        ErrorMessage = LocalEndpointVariable + " must be the address of a DynamoDB, such as http://127.0.0.1:8000."
    )]
    public string? LocalEndpoint { get; set; }

    /// <summary>The AWS region. Default: <see cref="RegionVariable"/>; ignored where <see cref="LocalEndpoint"/> is set.</summary>
    public string? Region { get; set; }

    /// <summary>Whether the store is on this machine, where the services create the table themselves.</summary>
    internal bool IsLocal => !string.IsNullOrEmpty(LocalEndpoint);
}

/// <summary>Checks the annotations, generated at compile time.</summary>
[OptionsValidator]
internal sealed partial class ValidatePriceStoreOptions : IValidateOptions<PriceStoreOptions>;
