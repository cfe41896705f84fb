using BtcTracker.Market.Storage.Holders;
using BtcTracker.Web.Holders;

namespace BtcTracker.Web.Components.Personal;

/// <summary>What a person's own page shows.</summary>
/// <param name="FormToken">Proves to a form's handler that the form came from here.</param>
public sealed record MeView(string FormToken)
{
    /// <summary>The record; null where this browser has none, and then the page asks for one.</summary>
    public HolderAccount? Account { get; init; }

    /// <summary>The record's alerts.</summary>
    public IReadOnlyList<HolderAlert> Alerts { get; init; } = [];

    /// <summary>The key that browsers subscribe to notifications with; null where this site sends none.</summary>
    public string? PushKey { get; init; }

    /// <summary>Where the page of purchases starts; null for the beginning.</summary>
    public (DateOnly Day, int Number)? After { get; init; }

    /// <summary>Today, by UTC.</summary>
    public DateOnly Today { get; init; }

    /// <summary>The rejected form; null for none.</summary>
    public string? Failed { get; init; }

    /// <summary>The problem of the input.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>What was typed into it, by the fields' names.</summary>
    public IReadOnlyDictionary<string, string> Typed { get; init; } = new Dictionary<string, string>();

    /// <summary>The token of a record that was just made; shown this once.</summary>
    public string? NewToken { get; init; }

    /// <summary>The address that opens the record on another device; null unless it was asked for.</summary>
    public string? Link { get; init; }

    /// <summary>The key of such an address, with which this page was opened; null where it was not.</summary>
    public string? LinkKey { get; init; }

    /// <summary>What importing a file would do; null unless that was asked for.</summary>
    public PurchaseImport? Import { get; init; }

    /// <summary>How many purchases were just imported; null where none were.</summary>
    public int? Imported { get; init; }

    /// <summary>What was typed into a field of the rejected form; empty for other forms.</summary>
    public string? TypedIn(string form, string field) => Failed == form ? Typed.GetValueOrDefault(field) : null;
}
