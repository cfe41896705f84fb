using BtcTracker.Market.Push;

namespace BtcTracker.Market.Storage.Holders;

/// <summary>On which side of its line a price reaches an alert.</summary>
public enum AlertSide
{
    /// <summary>At or above it.</summary>
    Above,

    /// <summary>At or below it.</summary>
    Below,
}

/// <summary>An alert, before it is stored.</summary>
/// <param name="Side">The side.</param>
/// <param name="Price">The line, in US dollars.</param>
/// <param name="Push">Who is notified; null for nobody.</param>
/// <param name="Reached">Whether the price is there already, which notifies nobody; null where that is not known.</param>
/// <param name="Since">The slot that this is known of, or now; later quotes count.</param>
public sealed record NewAlert(AlertSide Side, decimal Price, PushSubscription? Push, bool? Reached, DateTimeOffset Since);

/// <summary>An alert of a holder, as the web adds it and ingest keeps it up to date.</summary>
public sealed record HolderAlert
{
    /// <summary>The most alerts of a holder.</summary>
    public const int Most = 20;

    /// <summary>What makes the holder's name the same as another: <see cref="HolderName.Key"/>.</summary>
    public required string HolderKey { get; init; }

    /// <summary>The id of the holder's record: alerts of one that was deleted are not those of who takes its name later.</summary>
    public required string HolderId { get; init; }

    /// <summary>The shard of the table that it is in, from 0.</summary>
    public required int Shard { get; init; }

    /// <summary>The number it has, from 1 to <see cref="Most"/>; that of a removed one is used again.</summary>
    public required int Number { get; init; }

    /// <summary>Makes <see cref="Id"/> another than that of an alert that had this number before.</summary>
    public required string Tag { get; init; }

    /// <summary>The side.</summary>
    public required AlertSide Side { get; init; }

    /// <summary>The line, in US dollars.</summary>
    public required decimal Price { get; init; }

    /// <summary>Who is notified; null for nobody.</summary>
    public PushSubscription? Push { get; init; }

    /// <summary>Whether the price is at the line or beyond; null where that is not known yet.</summary>
    public bool? Reached { get; init; }

    /// <summary>The slot of the quote that <see cref="Reached"/> comes from. Only later ones change it.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The message that waits to be sent; null for none.</summary>
    public PendingPush? Pending { get; init; }

    /// <summary>When the last message was taken by the push service; null for never.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Rises by one with each change.</summary>
    public long Version { get; init; } = 1;

    /// <summary>What names it to its holder.</summary>
    public string Id => $"{Number}-{Tag}";
}

/// <summary>A message on its way.</summary>
/// <param name="Price">The price that reached the line, in US dollars.</param>
/// <param name="AsOf">The source's own time of it.</param>
/// <param name="Source">The source.</param>
/// <param name="At">When ingest noticed it.</param>
public sealed record PendingPush(decimal Price, DateTimeOffset AsOf, string Source, DateTimeOffset At)
{
    /// <summary>How often it was tried to send it.</summary>
    public int Tries { get; init; }

    /// <summary>When it is tried next; null means now.</summary>
    public DateTimeOffset? NextTry { get; init; }
}
