using BtcTracker.Market;

namespace BtcTracker.Web.Contracts;

/// <summary>Volumes as whole numbers, of which the greatest has three digits: a bar is 72 pixels high at most.</summary>
/// <param name="Exponent">The power of ten that they count.</param>
/// <param name="Unit">The asset that they count.</param>
/// <param name="Column">The volumes; null where one is not known or is in another unit than the latest.</param>
internal sealed record ChartVolume(int Exponent, string Unit, IReadOnlyList<decimal?> Column)
{
    private const int LeastExponent = -12;

    /// <summary>The volumes of candles; null where none is known.</summary>
    public static ChartVolume? Of(IReadOnlyList<Candle> candles)
    {
        // Units differ between sources, so only bars of the latest unit are comparable.
        var unit = candles.LastOrDefault(candle => candle.VolumeUnit is not null)?.VolumeUnit;
        decimal? VolumeOf(Candle candle) => candle.VolumeUnit == unit ? candle.Volume : null;

        if (unit is null || candles.Max(VolumeOf) is not { } greatest)
        {
            return null;
        }

        var (exponent, size) = (0, 1m);
        for (; greatest >= 1000 * size; size *= 10)
        {
            exponent++;
        }

        for (; greatest < 100 * size && exponent > LeastExponent; size /= 10)
        {
            exponent--;
        }

        return new(
            exponent,
            unit,
            [.. candles.Select(candle => VolumeOf(candle) is { } volume ? Math.Round(volume / size) : (decimal?)null)]
        );
    }
}
