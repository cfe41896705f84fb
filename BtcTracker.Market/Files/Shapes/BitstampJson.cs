using System.Text.Json;

namespace BtcTracker.Market.Files.Shapes;

/// <summary>Reads what Bitstamp's API says of candles, which is one JSON object.</summary>
/// <remarks><c>{"data": {"pair": "BTC/USD", "ohlc": [{"timestamp": "1704067200", "open": "42288.58", ..., "volume": "8527.16"}]}}</c></remarks>
internal sealed class BitstampJson : RowReader
{
    // A thousand candles, which one answer has at most, are some hundred kilobytes.
    private const int Longest = 16 << 20;

    private readonly List<JsonElement> _rows = [];
    private int _next;

    /// <summary>Reads the whole answer.</summary>
    /// <exception cref="FormatException">It is malformed, too long, or of another pair.</exception>
    public BitstampJson(string path, TextReader reader, PriceFileOptions options)
        : base(path)
    {
        Line = 1;
        var buffer = new char[Longest + 1];
        var length = reader.ReadBlock(buffer);
        if (length > Longest)
        {
            throw Wrong("the JSON object is longer than 16 MB");
        }

        try
        {
            using var json = JsonDocument.Parse(buffer.AsMemory(0, length));
            var data = json.RootElement.GetProperty("data");
            var pair = data.TryGetProperty("pair", out var name) ? name.GetString() ?? "" : "BTC/USD";
            if (MarketNames.ReasonOf(pair, options) is { } reason)
            {
                throw Wrong($"pair '{Shown(pair)}' {reason}");
            }

            _rows.AddRange(data.GetProperty("ohlc").EnumerateArray().Select(row => row.Clone()));
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"{Wrong("the JSON is not an answer of Bitstamp's API").Message} {malformed.Message}", malformed);
        }
    }

    /// <summary>How far the candles are apart.</summary>
    public Spacing Spacing => Spacing.Of([.. _rows.Select(TimeOf).OfType<DateTimeOffset>()], areDates: false);

    /// <inheritdoc />
    public override bool Read()
    {
        Line = _next + 1;
        return _next++ < _rows.Count;
    }

    /// <inheritdoc />
    public override string? Find(string column) => column switch
    {
        "volume_unit" => "BTC",
        "time" => FieldOf(_rows[_next - 1], "timestamp"),
        "open" or "high" or "low" or "close" or "volume" => FieldOf(_rows[_next - 1], column),
        _ => null,
    };

    /// <inheritdoc />
    public override bool Has(string column) => column is "time" or "open" or "high" or "low" or "close" or "volume" or "volume_unit";

    private static DateTimeOffset? TimeOf(JsonElement row) =>
        FieldOf(row, "timestamp") is { } text && RowTime.TryParse(text, out var time) ? time : null;

    private static string? FieldOf(JsonElement row, string name) => row.ValueKind is JsonValueKind.Object && row.TryGetProperty(name, out var field)
        ? field.ValueKind is JsonValueKind.String ? field.GetString() : field.GetRawText()
        : null;
}
