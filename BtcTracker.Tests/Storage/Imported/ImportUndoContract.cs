using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Storage.Imported;

/// <summary>
/// An import that is removed leaves what would be there had it never been made, whatever was put before, meanwhile and after.
/// </summary>
public abstract class ImportUndoContract(EngineFixture engine) : IDisposable
{
    private const int Steps = 30;

    private static readonly DateTimeOffset First = Samples.At("2026-10-31T20:00Z");

    private readonly PriceStoreHost _store = new(engine.Endpoint);
    private readonly PutHistory _history = new();
    private readonly List<ImportedFile> _files = [];
    private Random _chances = new(0);

    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(1, SlowTests.AreWanted ? 60 : 12)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task What_is_stored_is_what_was_put_without_the_imports_that_were_removed(int seed)
    {
        _chances = new Random(seed);
        await _store.Writer.EnsureTableAsync(Cancellation);
        for (var step = 0; step < Steps; step++)
        {
            await TakeStepAsync();
            Assert.Equal(_history.Expected, await StoredCandlesAsync());
        }

        foreach (var file in _files.OrderBy(_ => _chances.Next()).ToList())
        {
            await RemoveAsync(file);
            Assert.Equal(_history.Expected, await StoredCandlesAsync());
        }

        Assert.DoesNotContain(await _store.KeysAsync(Cancellation), key => key.Partition.StartsWith("I#", StringComparison.Ordinal));
    }

    private Task TakeStepAsync() =>
        (_chances.Next(10), _files.Count) switch
        {
            (< 3, _) => ImportAsync(),
            (< 7, _) or (_, 0) => PutAsync(),
            (7, _) => GoOnAsync(),
            _ => RemoveAsync(_files[_chances.Next(_files.Count)]),
        };

    private async Task ImportAsync()
    {
        var rank = (CandleRank)_chances.Next(4);
        var source = rank is CandleRank.Import or CandleRank.OnePrice ? $"import:{_chances.Next(3)}.csv" : "coinbase";
        var rows = Places().Where(_ => _chances.Next(3) > 0).Select(place => RandomCandle(place, rank) with { Source = source });
        var file = new ImportedFile(_store.Imports, [.. rows.OrderBy(_ => _chances.Next())]);
        _files.Add(file);
        await StoreAsync(file, _chances.Next(3) == 0 ? 1 : int.MaxValue);
    }

    private Task GoOnAsync() => _files.Find(file => !file.IsWhole) is { } stopped ? StoreAsync(stopped, int.MaxValue) : Task.CompletedTask;

    private async Task StoreAsync(ImportedFile file, int mostBatches)
    {
        foreach (var row in await file.StoreAsync(mostBatches))
        {
            _history.Put(row, file.Record.Id);
        }
    }

    // Also of the rank of imports: those of before there were ids.
    private async Task PutAsync()
    {
        var candle = RandomCandle(Places()[_chances.Next(Places().Count)], (CandleRank)_chances.Next(4));
        await _store.Writer.TryPutCandleAsync(candle, Cancellation);
        _history.Put(candle);
    }

    // Some removals are stopped and run again, and while some go on candles are put.
    private async Task RemoveAsync(ImportedFile file)
    {
        if (_chances.Next(3) == 0 && file.Record.DoneBatches > 1)
        {
            await file.BeginToRemoveAsync();
        }

        var removal = file.RemoveAsync();
        for (var puts = _chances.Next(3); puts > 0; puts--)
        {
            await PutAsync();
        }

        await removal;
        _history.Forget(file.Record.Id);
        _files.Remove(file);
    }

    private Candle RandomCandle((Interval Interval, DateTimeOffset OpenTime) place, CandleRank rank) =>
        Samples.Candle("2026-10-31", place.Interval, rank, n: _chances.Next(1, 3), close: 64_000m + _chances.Next(3)) with
        {
            OpenTime = place.OpenTime,
        };

    // Over the ends of a year's and of a month's partition.
    private static List<(Interval Interval, DateTimeOffset OpenTime)> Places() =>
        [
            .. Enumerable.Range(0, 8).Select(place => (Interval.FiveMinutes, First.AddHours(4).AddMinutes(5 * (place - 4)))),
            .. Enumerable.Range(0, 6).Select(place => (Interval.OneHour, Samples.At("2025-12-31T21:00Z").AddHours(place))),
        ];

    private async Task<List<Candle>> StoredCandlesAsync()
    {
        var always = new TimeRange(Samples.At("2025-01-01"), Samples.At("2027-01-01"));
        var standing = new List<Candle>();
        foreach (var interval in Interval.Stored)
        {
            var candles = _store.Reader.ReadCandlesAsync(Symbol.BtcUsd, interval, always, Cancellation);
            standing.AddRange(await candles.ToListAsync(Cancellation));
        }

        return standing;
    }
}

[Trait("Level", "Storage")]
[Slow]
public sealed class ImportUndoOnDynoxideTests(DynoxideFixture engine) : ImportUndoContract(engine), IClassFixture<DynoxideFixture>;

[Slow]
[Trait("Level", "Storage")]
public sealed class ImportUndoOnDynaliteTests(DynaliteFixture engine) : ImportUndoContract(engine), IClassFixture<DynaliteFixture>;

[Slow]
[Trait("Level", "Storage")]
public sealed class ImportUndoOnDynamoDbLocalTests(DynamoDbLocalFixture engine)
    : ImportUndoContract(engine),
        IClassFixture<DynamoDbLocalFixture>;
