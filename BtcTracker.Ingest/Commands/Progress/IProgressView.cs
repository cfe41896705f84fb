namespace BtcTracker.Ingest.Commands.Progress;

/// <summary>Shows a command's progress.</summary>
public interface IProgressView
{
    /// <summary>Shows the progress, at a limited rate.</summary>
    /// <param name="part">The progress from 0 to 1; null if the total is unknown.</param>
    /// <param name="rows">The number of processed rows.</param>
    void Show(double? part, long rows);

    /// <summary>Clears the display, so that other output can be written.</summary>
    void Clear();
}
