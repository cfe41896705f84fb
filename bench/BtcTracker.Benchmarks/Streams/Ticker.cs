using BtcTracker.Benchmarks.Data;
using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Benchmarks.Streams;

/// <summary>Writes a quote a second into the store, and when the next one comes, as ingest does.</summary>
internal sealed class Ticker(IPriceWriter writer)
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(1);
    private const decimal FirstPrice = 92_481.17m;

    /// <summary>Writes until it is asked to stop.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var slot = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        for (var price = FirstPrice; !cancellationToken.IsCancellationRequested; price += 0.01m)
        {
            slot += Rhythm;
            var wait = slot - TimeProvider.System.GetUtcNow();
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, TimeProvider.System, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await WriteAsync(slot, price);
        }
    }

    private async Task WriteAsync(DateTimeOffset slot, decimal price)
    {
        await writer.TryPutQuoteAsync(Readings.At(slot, price), CancellationToken.None);
        await writer.PutScheduleAsync(
            new IngestSchedule(MarketMode.Live, Rhythm, slot + Rhythm, TimeSpan.FromMinutes(1)),
            CancellationToken.None
        );
    }
}
