using BtcTracker.Market;
using BtcTracker.Web.Contracts;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Encoding;

/// <summary>A live tick with its bodies, each encoded once.</summary>
public sealed class ServedTick
{
    private readonly Lazy<EncodedBody> _badge;

    /// <summary>Encodes a tick.</summary>
    /// <param name="tick">The tick.</param>
    /// <param name="snapshot">A snapshot with a latest quote.</param>
    public ServedTick(Tick tick, MarketSnapshot snapshot)
    {
        Tick = tick;
        Body = EncodedBody.Of(TickerBody.Of(tick, snapshot), WebJson.Default.TickerBody);
        Frame = QuoteFrame.OfTick(Body);
        _badge = new(() =>
            EncodedBody.Of(
                BadgeSvg.Of(snapshot with { Latest = snapshot.Latest! with { Price = tick.Price, AsOf = tick.AsOf } }, isStale: false)
            )
        );
    }

    /// <summary>The tick.</summary>
    public Tick Tick { get; }

    /// <summary>The API's body.</summary>
    public EncodedBody Body { get; }

    /// <summary>The badge that shows it.</summary>
    public EncodedBody Badge => _badge.Value;

    /// <summary>Its event on the live stream.</summary>
    public ReadOnlyMemory<byte> Frame { get; }

    /// <summary>Whether it is newer than the latest price of a snapshot, and of the same market.</summary>
    public bool IsNewerThan(MarketSnapshot snapshot) =>
        snapshot.Latest is { } latest && Tick.AsOf > latest.AsOf && SourceNames.ModeOf(Tick.Source) == SourceNames.ModeOf(latest.Source);
}
