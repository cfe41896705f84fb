using System.Globalization;
using System.Text.Json;
using BtcTracker.Web.Contracts;

namespace BtcTracker.Web.Encoding;

/// <summary>A quote as a server-sent event, encoded once for all viewers.</summary>
/// <param name="Slot">Its slot in seconds since the epoch: the event's id.</param>
/// <param name="Bytes">The whole event in UTF-8, with the empty line that ends it.</param>
public sealed record QuoteFrame(long Slot, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>A comment, which keeps proxies from closing a quiet stream.</summary>
    public static ReadOnlyMemory<byte> Heartbeat { get; } = ":\n\n"u8.ToArray();

    /// <summary>Sets when a viewer reconnects; the stream ends after it.</summary>
    public static ReadOnlyMemory<byte> RetryAfter(TimeSpan pause) =>
        System.Text.Encoding.UTF8.GetBytes($"retry: {(long)pause.TotalMilliseconds}\n\n");

    /// <summary>
    /// Reports quotes that the stream no longer keeps. It has no id: a viewer that is disconnected right after it gets it
    /// again.
    /// </summary>
    public static ReadOnlyMemory<byte> Of(MissedQuotes missed) =>
        System.Text.Encoding.UTF8.GetBytes($"event: missed\ndata: {JsonSerializer.Serialize(missed, WebJson.Default.MissedQuotes)}\n\n");

    /// <summary>The event that the stored history has changed. It has no id, so it does not change where a viewer resumes.</summary>
    public static ReadOnlyMemory<byte> OfHistory(int version) =>
        System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"event: history\ndata: {version}\n\n"));

    /// <summary>A live tick's event. It has no id: the next quote takes its place.</summary>
    /// <param name="ticker">The body of the API, which is its data.</param>
    public static ReadOnlyMemory<byte> OfTick(EncodedBody ticker) =>
        (byte[])[.. "event: tick\ndata: "u8, .. ticker.Plain.Span, .. "\n\n"u8];

    /// <summary>Encodes a quote.</summary>
    public static QuoteFrame Of(QuoteBody quote)
    {
        var json = JsonSerializer.Serialize(quote, WebJson.Default.QuoteBody);
        return new QuoteFrame(quote.Slot, System.Text.Encoding.UTF8.GetBytes($"id: {quote.Slot}\nevent: quote\ndata: {json}\n\n"));
    }
}
