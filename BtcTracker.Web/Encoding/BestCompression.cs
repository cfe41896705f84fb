namespace BtcTracker.Web.Encoding;

/// <summary>Recompresses requested bodies at the best level, if they are served long enough for that to pay off.</summary>
public sealed class BestCompression(CurrentSnapshot current, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>The longest history takes about half a second of one core.</summary>
    private static readonly TimeSpan WorthIt = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var served = current.Served;
            if (served.Data.FreshFor(clock.GetUtcNow()) >= WorthIt)
            {
                Compress(served.Bodies, stoppingToken);
            }
        }
    }

    private static void Compress(SnapshotBodies bodies, CancellationToken cancellationToken)
    {
        foreach (var body in bodies.Encoded.Where(body => !body.IsBest))
        {
            cancellationToken.ThrowIfCancellationRequested();
            body.CompressBest();
        }
    }
}
