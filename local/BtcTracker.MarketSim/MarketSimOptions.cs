using System.ComponentModel.DataAnnotations;
using BtcTracker.Market;
using Microsoft.Extensions.Options;

namespace BtcTracker.MarketSim;

/// <summary>Which market is simulated: section <c>Market</c>.</summary>
public sealed class MarketSimOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Market";

    /// <summary><c>demo</c> (default) or <c>replay</c>.</summary>
    public string Mode { get; set; } = "demo";

    /// <summary>Chooses demo's story. Default: 1. Ignored in replay.</summary>
    public long Seed { get; set; } = 1;

    /// <summary>The CSV file of hourly candles. Needed in replay, ignored in demo.</summary>
    public string? ReplayFile { get; set; }

    /// <summary>
    /// How many seconds the file's times are shifted; whole days. Default: what <see cref="Market.ReplayFile.ShiftFor"/> says at the
    /// start. Ignored in demo.
    /// </summary>
    public long? ReplayShiftSeconds { get; set; }

    /// <summary>The mode; read it after validation.</summary>
    public MarketMode MarketMode => Enum.Parse<MarketMode>(Mode, ignoreCase: true);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Mode.Equals("demo", StringComparison.OrdinalIgnoreCase) && !Mode.Equals("replay", StringComparison.OrdinalIgnoreCase))
        {
            yield return new ValidationResult($"Market:Mode '{Mode}' is not a simulated market: take demo or replay.");
        }

        var replays = Mode.Equals("replay", StringComparison.OrdinalIgnoreCase);
        if (replays && string.IsNullOrWhiteSpace(ReplayFile))
        {
            yield return new ValidationResult("Market:ReplayFile must name a CSV file of hourly candles in replay mode.");
        }

        if (replays && ReplayShiftSeconds % 86_400 is not (null or 0))
        {
            yield return new ValidationResult("Market:ReplayShiftSeconds must be whole days, a multiple of 86400.");
        }
    }
}

/// <summary>Checks the annotations, generated at compile time.</summary>
[OptionsValidator]
internal sealed partial class ValidateMarketSimOptions : IValidateOptions<MarketSimOptions>;
