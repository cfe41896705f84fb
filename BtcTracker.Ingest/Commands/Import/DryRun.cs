using System.Globalization;
using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>Reports what an import would change, without changing it (<c>--dry-run</c>).</summary>
internal sealed class DryRun(IPriceReader reader)
{
    private const int RowsAtATime = 500;
    private const int MostShown = 5;

    private readonly List<(Candle File, Candle Stored)> _largest = [];
    private long _new;
    private long _replaced;
    private long _unchanged;
    private long _outranked;

    /// <summary>How many stored candles would be replaced.</summary>
    public long Replaced => _replaced;

    /// <summary>Compares candles with the stored ones.</summary>
    /// <param name="candles">The candles to import.</param>
    /// <param name="showProgress">Shows how far it is.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task RunAsync(IEnumerable<Candle> candles, Action showProgress, CancellationToken cancellationToken)
    {
        foreach (var rows in candles.Chunk(RowsAtATime))
        {
            foreach (var group in rows.GroupBy(candle => candle.Interval))
            {
                await CompareAsync([.. group], group.Key, cancellationToken);
            }

            showProgress();
        }
    }

    /// <summary>Describes the changes, one per line.</summary>
    /// <param name="survey">The file.</param>
    public IEnumerable<string> Lines(FileSurvey survey)
    {
        var missing = survey.Missing == 1 ? "1 candle" : $"{ImportTally.Format(survey.Missing)} candles";
        yield return $"{survey.First.UtcDateTime:u} to {survey.Last.UtcDateTime:u}, {missing} missing between them.";
        yield return $"{ImportTally.Format(_new)} would be stored, {ImportTally.Format(_replaced)} replaced, "
            + $"{ImportTally.Format(_unchanged)} unchanged, "
            + $"{ImportTally.Format(_outranked)} skipped because something better is stored.";
        foreach (var (file, stored) in _largest)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{file.Interval} {file.OpenTime.UtcDateTime:u}: close {file.Close} in the file, {stored.Close} stored ({stored.Source}), "
                    + $"{LevelCheck.Difference((file, stored)) * 100:0.##} % apart."
            );
        }
    }

    private async Task CompareAsync(IReadOnlyList<Candle> rows, Interval interval, CancellationToken cancellationToken)
    {
        var range = new TimeRange(rows.Min(candle => candle.OpenTime), rows.Max(candle => candle.CloseTime));
        var stored = await reader
            .ReadCandlesAsync(Symbol.BtcUsd, interval, range, cancellationToken)
            .ToDictionaryAsync(candle => candle.OpenTime, cancellationToken: cancellationToken);
        foreach (var row in rows)
        {
            Compare(row, stored.GetValueOrDefault(row.OpenTime));
        }
    }

    // The store's condition: a candle of a higher rank, or of the same rank with more samples, is not replaced.
    private void Compare(Candle row, Candle? stored)
    {
        var isThere = stored?.HasSameValuesAs(row) == true;
        _new += stored is null ? 1 : 0;
        _unchanged += isThere ? 1 : 0;
        if (stored is null || isThere)
        {
            return;
        }

        var isBetter = stored.Rank > row.Rank || (stored.Rank == row.Rank && stored.N > row.N);
        _outranked += isBetter ? 1 : 0;
        _replaced += isBetter ? 0 : 1;
        if (stored.Close != row.Close)
        {
            Show(row, stored);
        }
    }

    private void Show(Candle row, Candle stored)
    {
        _largest.Add((row, stored));
        _largest.Sort((one, other) => LevelCheck.Difference(other).CompareTo(LevelCheck.Difference(one)));
        _largest.RemoveRange(Math.Min(MostShown, _largest.Count), Math.Max(0, _largest.Count - MostShown));
    }
}
