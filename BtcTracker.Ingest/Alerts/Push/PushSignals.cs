using System.Threading.Channels;

namespace BtcTracker.Ingest.Alerts.Push;

/// <summary>Wakes the two loops of <see cref="PushWorker"/>; several calls before one wakes are one.</summary>
public sealed class PushSignals
{
    private readonly Channel<bool> _quotes = New();
    private readonly Channel<bool> _messages = New();

    /// <summary>A quote was stored.</summary>
    public void Quoted() => _quotes.Writer.TryWrite(true);

    /// <summary>There is a message to send.</summary>
    public void Raised() => _messages.Writer.TryWrite(true);

    /// <summary>Waits for a quote.</summary>
    public async Task WaitForQuoteAsync(CancellationToken cancellationToken) => await _quotes.Reader.ReadAsync(cancellationToken);

    /// <summary>Waits for a message.</summary>
    public async Task WaitForMessageAsync(CancellationToken cancellationToken) => await _messages.Reader.ReadAsync(cancellationToken);

    private static Channel<bool> New() =>
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
}
