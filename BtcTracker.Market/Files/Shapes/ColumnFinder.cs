namespace BtcTracker.Market.Files.Shapes;

/// <summary>Finds what each column of a header means.</summary>
internal sealed class ColumnFinder(string[] names, Vendor? vendor, PriceFileOptions options)
{
    private static readonly string[] OfExport = ["time", "interval", "open", "high", "low", "close", "n", "rank", "source"];
    private static readonly string[] ReadByName = ["open_time_utc", "interval", "n", "rank", "source", "doubtful", "volume_unit"];
    private static readonly string[] ReadOfExport = ["spread"];

    private readonly Dictionary<string, string> _byName = names
        .GroupBy(ColumnNames.Plain)
        .Where(name => name.Key.Length > 0)
        .ToDictionary(name => name.Key, name => name.First(), StringComparer.Ordinal);

    /// <summary>Builds the shape from the columns.</summary>
    public FileShape Find(CsvLayout layout)
    {
        var columns = new Dictionary<string, string>();
        Take(columns, "time", ColumnNames.Times);
        var timeOfDay = TakeTimeOfDay(columns);
        foreach (var (field, known) in ColumnNames.Prices)
        {
            Take(columns, field, known);
        }

        var isOnePrice = TakeOnlyPrice(columns);
        var unit = TakeVolume(columns);
        var markets = ColumnNames.Markets.Where(_byName.ContainsKey).Select(name => _byName[name]).Except(columns.Values).ToList();
        var isExport = Array.TrueForAll(OfExport, _byName.ContainsKey);
        string[] readByName = isExport ? [.. ReadByName, .. ReadOfExport] : ReadByName;
        string[] used =
        [
            .. columns.Values,
            .. markets,
            timeOfDay ?? "",
            .. vendor is null ? readByName.Where(_byName.ContainsKey).Select(name => _byName[name]) : [],
        ];
        return new FileShape
        {
            Vendor = vendor,
            Layout = layout,
            Columns = columns,
            VolumeUnit = unit,
            UnitIsVendors =
                options.Volume is null
                && columns.TryGetValue("volume", out var volume)
                && ColumnNames.Volumes.Any(known => known.Name == ColumnNames.Plain(volume) && known.Unit is null),
            TimeOfDay = timeOfDay,
            IsOnePrice = isOnePrice,
            Markets = markets,
            Dropped = [.. names.Where(name => name.Length > 0).Except(used)],
            IsExport = isExport,
        };
    }

    private void Take(Dictionary<string, string> columns, string field, IReadOnlyList<string> known)
    {
        var name = vendor?.Columns.GetValueOrDefault(field) ?? known.FirstOrDefault(_byName.ContainsKey);
        if (name is not null && _byName.TryGetValue(name, out var column))
        {
            columns[field] = column;
        }
    }

    // A date and a time of day: MetaTrader's <DATE> and <TIME>.
    private string? TakeTimeOfDay(Dictionary<string, string> columns)
    {
        if (
            columns.GetValueOrDefault("time") is not { } time
            || ColumnNames.Plain(time) != ColumnNames.TimeOfDay
            || !_byName.TryGetValue(ColumnNames.Date, out var date)
        )
        {
            return null;
        }

        columns["time"] = date;
        return time;
    }

    private bool TakeOnlyPrice(Dictionary<string, string> columns)
    {
        if (
            columns.ContainsKey("open")
            || columns.ContainsKey("high")
            || columns.ContainsKey("low")
            || ColumnNames.OnlyPrices.FirstOrDefault(_byName.ContainsKey) is not { } price
        )
        {
            return false;
        }

        columns.Remove("close");
        columns["price"] = _byName[price];
        return true;
    }

    private string? TakeVolume(Dictionary<string, string> columns)
    {
        if (options.Volume is "NONE" || vendor?.VolumeUnit is "NONE")
        {
            return null;
        }

        // The unit in the column's name takes precedence, then the user's option, then the vendor's usual unit.
        var known = ColumnNames
            .Volumes.Where(volume => _byName.ContainsKey(volume.Name))
            .Select(volume => (volume.Name, Unit: volume.Unit ?? options.Volume ?? vendor?.VolumeUnit))
            .ToList();
        var (name, unit) = known
            .OrderByDescending(volume => volume.Unit is not null && volume.Unit == (options.Volume ?? "BTC"))
            .FirstOrDefault();
        if (name is not null)
        {
            columns["volume"] = _byName[name];
        }

        return unit;
    }
}
