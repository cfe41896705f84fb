using System.Globalization;
using BtcTracker.Ingest.Commands.Import;

namespace BtcTracker.Ingest.Commands;

/// <summary>Progress as text.</summary>
public static class ProgressBar
{
    private const int LongestBar = 40;
    private const int ShortestBar = 5;

    /// <summary>One line that fits a width: the bar shrinks first and then goes, the text is cut last.</summary>
    /// <param name="part">How much is done, from 0 to 1; null where the whole is not known.</param>
    /// <param name="rows">How many rows are done.</param>
    /// <param name="width">How many characters the line may have.</param>
    public static string Draw(double? part, long rows, int width)
    {
        var text = Words(part, rows);
        var bar = Math.Min(LongestBar, width - text.Length - 3);
        if (part is null || bar < ShortestBar)
        {
            return text[..Math.Clamp(width, 0, text.Length)];
        }

        var full = (int)Math.Round(bar * part.Value);
        return $"[{new string('#', full)}{new string('.', bar - full)}] {text}";
    }

    /// <summary>The same without a bar, for what is no terminal.</summary>
    public static string Words(double? part, long rows)
    {
        var count = $"{ImportTally.Words(rows)} rows";
        return part is null ? count : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(part.Value * 100),3:F0} % {count}");
    }
}
