using BtcTracker.Market;

namespace BtcTracker.Benchmarks.Data;

/// <summary>
/// Writes what a market has left behind as an export that an engine imports: readings in both designs, and the candles of the bucketed one.
/// </summary>
internal sealed class MarketExport : IDisposable
{
    /// <summary>Five-minute candles of more than a year would only make the import longer: a view never reads them.</summary>
    private static readonly TimeSpan FinestKept = TimeSpan.FromDays(366);

    private readonly ExportFile _designed;
    private readonly RecordingClient _client;
    private readonly PriceStore _store;
    private readonly string _folder;
    private int _items;

    /// <summary>Begins an export in a folder.</summary>
    public MarketExport(string folder)
    {
        _folder = folder;
        _designed = new ExportFile(folder, TableSchemas.Designed);
        _client = new RecordingClient(_designed.Write);
        _store = PriceStore.Over(_client);
    }

    /// <summary>How many items were written.</summary>
    public int Items => _items;

    /// <summary>
    /// Writes readings, oldest first, with the candles that they fall in and the schedule after the latest. They are enumerated several
    /// times.
    /// </summary>
    public async Task WriteAsync(IEnumerable<Quote> quotes, CancellationToken cancellationToken)
    {
        var latest = DateTimeOffset.MinValue;
        foreach (var quote in quotes)
        {
            await _store.Writer.TryPutQuoteAsync(quote, cancellationToken);
            latest = quote.Slot;
            _items++;
        }

        await WriteAsync(
            Readings.CandlesOf(quotes.Where(quote => latest - quote.Slot < FinestKept), Interval.FiveMinutes),
            cancellationToken
        );
        await WriteAsync(Readings.CandlesOf(quotes, Interval.OneHour), cancellationToken);
        await WriteAsync(Readings.CandlesOf(quotes, Interval.OneDay), cancellationToken);
        await WriteScheduleAsync(latest, cancellationToken);
    }

    /// <summary>Writes candles.</summary>
    public async Task WriteAsync(IEnumerable<Candle> candles, CancellationToken cancellationToken)
    {
        foreach (var candle in candles)
        {
            await _store.Writer.TryPutCandleAsync(candle, cancellationToken);
            _items++;
        }
    }

    /// <summary>Writes only the latest reading, with the schedule after it.</summary>
    public async Task WriteQuoteAsync(Quote latest, CancellationToken cancellationToken)
    {
        await _store.Writer.TryPutQuoteAsync(latest, cancellationToken);
        await WriteScheduleAsync(latest.Slot, cancellationToken);
    }

    /// <summary>Writes readings into the naive table.</summary>
    public void WriteNaive(IEnumerable<Quote> quotes)
    {
        using var file = new ExportFile(_folder, NaiveTable.Name);
        foreach (var quote in quotes)
        {
            file.Write(NaiveTable.From(quote));
            _items++;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _store.Dispose();
        _client.Dispose();
        _designed.Dispose();
    }

    /// <summary>Writes the schedule of a five-minute rhythm.</summary>
    private Task WriteScheduleAsync(DateTimeOffset newestSlot, CancellationToken cancellationToken) =>
        _store.Writer.PutScheduleAsync(
            new IngestSchedule(MarketMode.Live, Readings.Rhythm, newestSlot + Readings.Rhythm, Readings.Rhythm * 3),
            cancellationToken
        );
}
