using BtcTracker.Web.Snapshots;
using BtcTracker.Web.Views;
using Microsoft.AspNetCore.Components;

namespace BtcTracker.Web.Components.Guide;

/// <summary>A page for reading: what it shows, and when. Its texts are in its own file, one per language.</summary>
public abstract class GuidePage : ComponentBase
{
    /// <summary>What is shown.</summary>
    [Parameter, EditorRequired]
    public MarketSnapshot Snapshot { get; set; } = null!;

    /// <summary>The page's language.</summary>
    [CascadingParameter]
    public PageLanguage Language { get; set; } = new(Formatting.Language.English);

    /// <summary>The time of the page.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset Now { get; set; }
}
