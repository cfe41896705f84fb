using BtcTracker.Web.Formatting;
using BtcTracker.Web.History;

namespace BtcTracker.Web.Views;

/// <summary>What the page for frames shows, and how.</summary>
/// <param name="Range">The range that is drawn, and that the change is over; null for the change of a day without a chart.</param>
/// <param name="Theme">The colours.</param>
/// <param name="IsCompact">Whether price, change and state are in one line, without a chart.</param>
/// <param name="Language">The language that the address names; null for the reader's own.</param>
public sealed record EmbedView(HistoryRange? Range = null, Theme Theme = Theme.System, bool IsCompact = false, Language? Language = null)
{
    /// <summary>The range that is drawn; null for none.</summary>
    public HistoryRange? Drawn => IsCompact ? null : Range;

    /// <summary>The query that chooses this view, in one form for each; empty for the default one.</summary>
    public string Query
    {
        get
        {
            string?[] parts =
            [
                Range is null ? null : $"range={Range.Code}",
                Theme == Theme.System ? null
                : Theme == Theme.Dark ? "theme=dark"
                : "theme=light",
                IsCompact ? "compact=1" : null,
                Language is null ? null : $"{PageLanguage.Parameter}={Language.Code}",
            ];
            return string.Join('&', parts.OfType<string>()) is { Length: > 0 } query ? "?" + query : string.Empty;
        }
    }
}
