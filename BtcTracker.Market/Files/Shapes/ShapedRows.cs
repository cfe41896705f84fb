using System.Globalization;

namespace BtcTracker.Market.Files.Shapes;

/// <summary>
/// Reads the rows of a shape as rows of our export: with our column names and formats of times and numbers.
/// </summary>
internal sealed class ShapedRows(string path, TextReader reader, FileShape shape, PriceFileOptions options, SkippedRows skipped)
    : RowReader(path)
{
    private static readonly string[] Prices = ["open", "high", "low", "close"];

    // Where the file uses one of our own names of a time, messages keep it.
    private static readonly string[] OwnTimes = ["open_time_unix", "time", "date"];

    private readonly string _path = path;
    private readonly CsvTable _table = new(path, reader, shape.Layout);
    private readonly MarketNames _markets = new(shape, options);
    private readonly string _time =
        Array.Find(OwnTimes, own => shape.TimeOfDay is null && shape.Columns.GetValueOrDefault("time") == own) ?? "time";

    // Looked up once, because a file can have millions of rows.
    private Dictionary<string, int>? _indexes;
    private int[] _priceIndexes = [];
    private int _timeIndex;
    private int _timeOfDayIndex;

    /// <inheritdoc />
    public override bool Read()
    {
        _indexes ??= FindIndexes();
        while (_table.Read())
        {
            Line = _table.Line;
            if (ReasonToSkip() is not { } reason)
            {
                CheckMarket();
                return true;
            }

            skipped.Skip(this, reason);
        }

        return false;
    }

    /// <inheritdoc />
    public override string? Find(string column) =>
        column switch
        {
            _ when column == _time => TimeText(),
            _ when IsOwnTime(column) => null,
            "volume_unit" when shape.VolumeUnit is not null => shape.VolumeUnit,
            "rank" when shape.IsOnePrice && !IsSkipped(column) => ((int)CandleRank.OnePrice).ToString(CultureInfo.InvariantCulture),
            _ when CellOf(column) is { } cell => CellNumber.IsNothing(cell) ? null : CellNumber.Plain(cell, shape.HasDecimalComma),
            _ when IsSkipped(column) => _table.Find(column),
            _ => null,
        };

    /// <inheritdoc />
    public override DateTimeOffset Time(string column) => TryReadTime(out _, out var time) ? time : base.Time(column);

    /// <inheritdoc />
    public override bool Has(string column) =>
        column switch
        {
            _ when column == _time => shape.Columns.ContainsKey("time"),
            _ when IsOwnTime(column) => false,
            "volume_unit" when shape.VolumeUnit is not null => true,
            "volume" => shape.Columns.ContainsKey(column),
            "volume_btc" or "volume_usd" => false,
            _ => IsSkipped(column) || ColumnOf(column) is not null,
        };

    /// <summary>Throws if the header lacks a column, or the file is of another market.</summary>
    /// <exception cref="FormatException">The message names the column, or the market.</exception>
    public void Check()
    {
        if (!shape.Columns.ContainsKey("time") || (!shape.IsOnePrice && !Array.TrueForAll(Prices, shape.Columns.ContainsKey)))
        {
            throw _table.Wrong(MissingColumns.Explain(_table.Header, shape, [_time, .. Prices]));
        }

        if (_markets.FindProblem(_path, _table.Header) is { } reason)
        {
            throw new FormatException($"{_path}: {reason}.");
        }
    }

    private static bool IsOwnTime(string column) => column is "open_time_unix" or "time" or "date";

    private Dictionary<string, int> FindIndexes()
    {
        _priceIndexes = [.. Prices.Select(price => _table.IndexOf(ColumnOf(price)))];
        (_timeIndex, _timeOfDayIndex) = (_table.IndexOf(ColumnOf("time")), _table.IndexOf(shape.TimeOfDay));
        return Prices.Append("volume").ToDictionary(column => column, column => _table.IndexOf(ColumnOf(column)), StringComparer.Ordinal);
    }

    private bool IsSkipped(string column) => shape.Vendor is null && _table.Has(column);

    private string? ColumnOf(string column) =>
        shape.Columns.GetValueOrDefault(shape.IsOnePrice && column is "open" or "high" or "low" or "close" ? "price" : column);

    private string? CellOf(string column) => _indexes!.TryGetValue(column, out var index) ? _table.At(index) : null;

    private bool TryReadTime(out string? text, out DateTimeOffset time)
    {
        text = _table.At(_timeIndex);
        text = shape.TimeOfDay is null || text is null ? text : $"{text} {_table.At(_timeOfDayIndex)}";
        time = default;
        return text is not null && _time != "open_time_unix" && shape.TryReadTime(text, out time);
    }

    private string? TimeText() => TryReadTime(out var text, out var time) ? RowTime.Write(time) : text;

    private string? ReasonToSkip()
    {
        var (nothing, zero) = (0, 0);
        foreach (var index in _priceIndexes)
        {
            var cell = _table.At(index);
            nothing += CellNumber.IsNothing(cell) ? 1 : 0;
            zero += cell is ['0', ..] && cell.AsSpan().IndexOfAnyExcept("0.,") < 0 ? 1 : 0;
        }

        return nothing == Prices.Length ? "without a price"
            : zero == Prices.Length ? "whose price is zero"
            : null;
    }

    private void CheckMarket()
    {
        if (_markets.FindProblem(_table) is { } reason)
        {
            throw Wrong(reason);
        }
    }
}
