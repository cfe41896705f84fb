using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Live;

/// <summary>A quote as a server-sent event, encoded once for all viewers.</summary>
/// <param name="Slot">Its slot in seconds since the epoch: the event's id.</param>
/// <param name="Bytes">The whole event in UTF-8, with the empty line that ends it.</param>
public sealed record QuoteFrame(long Slot, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>How many of the newest quotes are kept for viewers that come back.</summary>
    public const int Remembered = 300;

    /// <summary>A comment, which keeps proxies from closing a quiet stream.</summary>
    public static ReadOnlyMemory<byte> Heartbeat { get; } = ":\n\n"u8.ToArray();

    /// <summary>Tells a viewer, whose stream ends after it, when to come back.</summary>
    public static ReadOnlyMemory<byte> ComeBackAfter(TimeSpan pause) => Encoding.UTF8.GetBytes($"retry: {(long)pause.TotalMilliseconds}\n\n");

    /// <summary>The frames with newer quotes after them; the oldest ones go once there are more than <see cref="Remembered"/>.</summary>
    public static ImmutableArray<QuoteFrame> Append(ImmutableArray<QuoteFrame> frames, IEnumerable<QuoteBody> quotes)
    {
        var all = frames.AddRange(quotes.Select(Of));
        return all.RemoveRange(0, Math.Max(0, all.Length - Remembered));
    }

    /// <summary>Encodes a quote.</summary>
    public static QuoteFrame Of(QuoteBody quote)
    {
        var json = JsonSerializer.Serialize(quote, WebJson.Default.QuoteBody);
        return new QuoteFrame(quote.Slot, Encoding.UTF8.GetBytes($"id: {quote.Slot}\nevent: quote\ndata: {json}\n\n"));
    }
}
