namespace BtcTracker.Market.Storage.Imported;

/// <summary>The rows that some imports have for a candle. Holds where their chunks are, and the rows of a few of them.</summary>
internal sealed class ImportLayers
{
    /// <summary>Chunks of coarse candles are wanted again and again while finer ones go by.</summary>
    private const int MostHeld = 32;

    private readonly ImportRows _rows;
    private readonly IReadOnlyList<ImportChunk> _chunks;
    private readonly Dictionary<ImportChunk, IReadOnlyList<Candle>> _held = [];

    private ImportLayers(ImportRows rows, IReadOnlyList<ImportChunk> chunks) => (_rows, _chunks) = (rows, chunks);

    /// <summary>Finds where the rows of some imports are.</summary>
    public static async Task<ImportLayers> ReadAsync(ImportRows rows, IEnumerable<ImportId> imports, CancellationToken cancellationToken)
    {
        var chunks = new List<ImportChunk>();
        foreach (var import in imports)
        {
            chunks.AddRange(await rows.ReadHeadsAsync(import, cancellationToken).ToListAsync(cancellationToken));
        }

        return new ImportLayers(rows, chunks);
    }

    /// <summary>The rows of all imports for some candles of an interval.</summary>
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
