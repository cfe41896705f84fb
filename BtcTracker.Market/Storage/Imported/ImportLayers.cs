namespace BtcTracker.Market.Storage.Imported;

/// <summary>Finds the rows that imports have for a candle. Holds the index of their chunks and caches the rows of a few.</summary>
internal sealed class ImportLayers
{
    /// <summary>A chunk of coarse candles is needed repeatedly while finer ones are processed.</summary>
    private const int MostHeld = 32;

    private readonly ImportRows _rows;
    private readonly IReadOnlyList<ImportChunk> _chunks;
    private readonly Dictionary<ImportChunk, IReadOnlyList<Candle>> _held = [];

    private ImportLayers(ImportRows rows, IReadOnlyList<ImportChunk> chunks) => (_rows, _chunks) = (rows, chunks);

    /// <summary>Reads the index of some imports' rows.</summary>
    public static async Task<ImportLayers> ReadAsync(ImportRows rows, IEnumerable<ImportId> imports, CancellationToken cancellationToken)
    {
        var chunks = new List<ImportChunk>();
        foreach (var import in imports)
        {
            chunks.AddRange(await rows.ReadHeadsAsync(import, cancellationToken).ToListAsync(cancellationToken));
        }

        return new ImportLayers(rows, chunks);
    }

    /// <summary>The rows of all these imports for candles of an interval.</summary>
    public async Task<ILookup<DateTimeOffset, CandleLayer>> ReadAsync(
        Interval interval,
        IReadOnlySet<DateTimeOffset> openTimes,
        CancellationToken cancellationToken
    )
    {
        var layers = new List<CandleLayer>();
        var (first, last) = openTimes.Count == 0 ? (DateTimeOffset.MaxValue, DateTimeOffset.MinValue) : (openTimes.Min(), openTimes.Max());
        foreach (var chunk in _chunks.Where(chunk => chunk.Interval == interval && chunk.First <= last && chunk.Last >= first))
        {
            var candles = await RowsOfAsync(chunk, cancellationToken);
            layers.AddRange(
                candles
                    .Where(candle => openTimes.Contains(candle.OpenTime))
                    .Select(candle => new CandleLayer(candle, chunk.At, chunk.Import))
            );
        }

        return layers.ToLookup(layer => layer.Candle.OpenTime);
    }

    private async Task<IReadOnlyList<Candle>> RowsOfAsync(ImportChunk chunk, CancellationToken cancellationToken)
    {
        if (!_held.TryGetValue(chunk, out var candles))
        {
            if (_held.Count == MostHeld)
            {
                _held.Clear();
            }

            _held[chunk] = candles = await _rows.ReadAsync(chunk, cancellationToken);
        }

        return candles;
    }
}
