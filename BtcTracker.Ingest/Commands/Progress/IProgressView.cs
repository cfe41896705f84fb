namespace BtcTracker.Ingest.Commands.Progress;

/// <summary>Shows how far a command is.</summary>
public interface IProgressView
{
    /// <summary>Shows progress, unless it was shown a moment ago.</summary>
    /// <param name="part">How much is done, from 0 to 1; null where the whole is not known.</param>
    /// <param name="rows">How many rows are done.</param>
    void Show(double? part, long rows);

    /// <summary>Takes away what is drawn, so that something else can be said.</summary>
    void Clear();
}
