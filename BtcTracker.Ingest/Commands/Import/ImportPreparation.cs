using BtcTracker.Ingest.Commands.Progress;
using BtcTracker.Market;
using BtcTracker.Market.Files;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>The result of reading a file to its end.</summary>
/// <param name="Defaults">How its rows are read, including the detected unit of the volume.</param>
/// <param name="FinestFrom">From when 5-minute candles are stored if only the last days of them are.</param>
/// <param name="Survey">The file.</param>
internal sealed record PreparedFile(CandleDefaults Defaults, DateTimeOffset FinestFrom, FileSurvey Survey);

/// <summary>Reads a file of candles to its end before anything is stored, and rejects it if it is not Bitcoin in US dollars.</summary>
internal sealed class ImportPreparation(IPriceReader reader, TimeProvider clock, IProgressView progress)
{
    private static readonly TimeSpan LastDays = TimeSpan.FromDays(30);

    /// <summary>Reads and checks the file.</summary>
    /// <exception cref="FormatException">A row or the whole file is not valid; the message says what to do.</exception>
    public async Task<PreparedFile> RunAsync(
        ImportRequest request,
        ImportPlan plan,
        CandleDefaults defaults,
        CancellationToken cancellationToken
    )
    {
        using var file = PriceFile.Open(request.File, request.Options);
        file.StopOn(cancellationToken);
        var (survey, tally) = (new FileSurvey(), new ImportTally());
        var accepted = new AcceptedRows(file, tally, clock.GetUtcNow());
        foreach (var candle in accepted.Candles(defaults, plan, DateTimeOffset.MaxValue))
        {
            survey.Add(candle);
            progress.Show(file.Progress, tally.Read);
        }

        if (tally.Read == 0)
        {
            throw new FormatException(
                $"{file.Path}: there is no row with a price{string.Concat(file.Skipped.Descriptions.Select(words => $"; {words}"))}."
            );
        }

        var pairs = file.IsExport || request.Options.Force ? [] : await new LevelCheck(reader).PairsAsync(survey, cancellationToken);
        CheckLevel(file, request, survey, pairs);
        var unit = UnitOf(file, request, survey, pairs);
        return new PreparedFile(
            defaults with
            {
                VolumeUnit = unit,
            },
            survey.Count == 0 ? DateTimeOffset.MinValue : Interval.FiveMinutes.OpenTimeOf(survey.Last) - LastDays,
            survey
        );
    }

    private static void CheckLevel(
        PriceFile file,
        ImportRequest request,
        FileSurvey survey,
        IReadOnlyList<(Candle File, Candle Stored)> pairs
    )
    {
        if (!file.IsExport && !request.Options.Force && LevelCheck.FindProblem(survey, pairs) is { } reason)
        {
            throw new FormatException($"{file.Path}: {reason}: it is not Bitcoin in US dollars. If you are sure that it is, add --force.");
        }
    }

    private static string UnitOf(
        PriceFile file,
        ImportRequest request,
        FileSurvey survey,
        IReadOnlyList<(Candle File, Candle Stored)> pairs
    )
    {
        CheckVendorsUnit(file, request, survey);
        var unit = !file.HasUnnamedVolume
            ? "BTC"
            : request.Options.Volume
                ?? VolumeUnits.Find(survey, pairs)
                ?? throw new FormatException(
                    $"{file.Path}: the unit of the column 'volume' is unknown, and it could be either: add --volume btc, --volume "
                        + "usd or --volume none."
                );
        return unit is not "BTC" || survey.LargestDay <= VolumeUnits.AllBitcoins || request.Options.Force
            ? unit
            : throw new FormatException(
                $"{file.Path}: a day's volume of {ImportTally.Format((long)Math.Min(survey.LargestDay, long.MaxValue))} is "
                    + "more than all bitcoins: "
                    + "add --volume usd or --volume none."
            );
    }

    // Other programs write the same header as a vendor, with a volume in another unit.
    private static void CheckVendorsUnit(PriceFile file, ImportRequest request, FileSurvey survey)
    {
        if (!request.Options.Force && file.VendorsVolumeUnit is { } unit && VolumeUnits.FindBySize(survey) is { } likely && likely != unit)
        {
            throw new FormatException(
                $"{file.Path}: the volume of {file.VendorName} is in {unit}, but by its size this one is in {likely}: "
                    + $"add --volume {likely.ToLowerInvariant()}, --volume {unit.ToLowerInvariant()} or --volume none."
            );
        }
    }
}
