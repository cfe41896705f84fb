using System.Globalization;
using BtcTracker.Market;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.History;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Encoding;

/// <summary>The latest price as a small image. Attributes only, no style, so every Content-Security-Policy allows it.</summary>
/// <param name="Text">The SVG.</param>
public sealed record BadgeSvg(string Text)
{
    private const string Good = "#0b62b8";
    private const string Bad = "#b8470b";
    private const string Unsure = "#616161";
    private const int Padding = 8;

    /// <summary>Wider than any character of a badge at its size, so that no text leaves its field.</summary>
    private const double CharacterWidth = 7.4;

    /// <summary>Draws a snapshot's latest price.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="isStale">Whether the price is older than it should be; the badge then says so and has no colour.</param>
    public static BadgeSvg Of(MarketSnapshot snapshot, bool isStale)
    {
        if (snapshot.Latest is not { } latest)
        {
            return Draw("Bitcoin", "no data yet", Unsure);
        }

        var label = SourceNames.ModeOf(latest.Source) switch
        {
            MarketMode.Demo => "Bitcoin · demo",
            MarketMode.Replay => "Bitcoin · replay",
            _ => "Bitcoin",
        };
        if (isStale)
        {
            return Draw(label, $"{Numbers.Price(latest.Price)} at {Times.Minute(latest.AsOf)} (stale)", Unsure);
        }

        if (!latest.Confirmed)
        {
            return Draw(label, $"{Numbers.Price(latest.Price)} (unconfirmed)", Unsure);
        }

        var change = snapshot.ChangeOver(HistoryRange.OneDay);
        return Draw(label, $"{Numbers.Price(latest.Price)} {Numbers.Percent(change)} 1D", Numbers.Direction(change) < 0 ? Bad : Good);
    }

    private static BadgeSvg Draw(string label, string value, string colour)
    {
        var (left, right) = (Width(label), Width(value));
        return new BadgeSvg(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                <svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img" aria-label="{label}: {value}">
                <title>{label}: {value}</title>
                <rect width="{left + right}" height="20" rx="3" fill="#242424"/>
                <path d="M{left} 0h{right - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1 -3 3h-{right - 3}z" fill="{colour}"/>
                <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">
                <text x="{left / 2.0}" y="14">{label}</text>
                <text x="{left + (right / 2.0)}" y="14">{value}</text>
                </g>
                </svg>

                """
            )
        );
    }

    private static int Width(string text) => (int)Math.Ceiling(text.Length * CharacterWidth) + (2 * Padding);
}
