using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources;

/// <summary>What is known of CoinMarketCap's credits: told by whoever asks for them, read by status and metrics.</summary>
public sealed class CreditsBoard
{
    private SourceCredits? _newest;

    /// <summary>Shows what is told as a metric too.</summary>
    public CreditsBoard(IngestMetrics metrics) => metrics.ObserveCredits(() => Newest);

    /// <summary>What was told last; null where nothing was.</summary>
    public SourceCredits? Newest => Volatile.Read(ref _newest);

    /// <summary>Tells what the source said.</summary>
    public void Tell(SourceCredits credits) => Volatile.Write(ref _newest, credits);
}
