using System.Collections.Concurrent;
using BtcTracker.Market;
using BtcTracker.Tests.Storage;
using BtcTracker.Tests.Unit.Ingest;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Tests.Faults.Runs;

/// <summary>
/// One process at a time of ingest in a run's own time, over a real store whose faults a test sets; its vendors have none.
/// </summary>
internal sealed class ScriptedRun : IDisposable
{
    private static readonly TimeRange Always = new(DateTimeOffset.UnixEpoch, LongRun.First.AddYears(1));

    private readonly RunDriver _driver = new(LongRun.First);
    private readonly PriceStoreHost _store;
    private readonly FaultyMarket _market;
    private readonly RunWorld _world;
    private readonly LogKeeper<ScriptedRun> _log = new();
    private RunProcess? _process;

    public ScriptedRun(Uri store, int seed = 1)
    {
        _store = new PriceStoreHost(store);
        _market = new FaultyMarket(seed, FaultPlan.None, _driver.Clock);
        _world = new RunWorld(_driver.Pump, _market, store, _store.Table, new Random(seed));
    }

    /// <summary>What becomes of each request.</summary>
    public Func<StoreFault> NextFault { get; set; } = () => StoreFault.None;

    /// <summary>The slots whose quotes the store has applied, in that order.</summary>
    public List<DateTimeOffset> Applied { get; } = [];

    /// <summary>The time of the run.</summary>
    public DateTimeOffset Now => _driver.Clock.GetUtcNow();

    /// <summary>The process's requests to the store.</summary>
    public StoreGate Gate => _process!.Gate;

    /// <summary>What has been logged.</summary>
    public ConcurrentQueue<(LogLevel Level, string Message)> Lines => _log.Lines;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts a process, after the one before was killed or stopped.</summary>
    public void Start() =>
        RunDriver.Run(() =>
        {
            var gate = new StoreGate(() => NextFault(), (slot, _) => Applied.Add(slot));
            _process?.Dispose();
            _process = new RunProcess(_world, new ProcessClock(_driver.Clock, TimeSpan.Zero), gate, new SharedLogProvider(_log));
            _process.Start();
        });

    /// <summary>Lets time go by.</summary>
    public void GoOn(TimeSpan time) => RunDriver.Run(() => _driver.AdvanceTo(Now + time));

    /// <summary>Stops the process as a platform does.</summary>
    public void Stop() => RunDriver.Run(() => _driver.Stop(_process!));

    public async Task<List<Quote>> QuotesAsync() => await _store.Reader.ReadQuotesAsync(Symbol.BtcUsd, Always, Token).ToListAsync(Token);

    public async Task<List<Gap>> GapsAsync() => await _store.Reader.ReadGapsAsync(Symbol.BtcUsd, Always, Token).ToListAsync(Token);

    /// <summary>
    /// Asserts that the candles are those of the quotes, and that each slot up to now has a quote or is reported as missed.
    /// </summary>
    public async Task AssertEverySlotIsAccountedForAsync()
    {
        var (quotes, gaps, interval) = (await QuotesAsync(), await GapsAsync(), TimeSpan.FromMinutes(5));
        await StoredCandles.AssertEqualAsync(_store.Reader, quotes);
        var missed = gaps.SelectMany(gap => Enumerable.Range(0, (int)gap.Count).Select(place => gap.FirstSlot + (place * interval)));
        var slots = Enumerable.Range(0, (int)((Now - LongRun.First) / interval) + 1).Select(place => LongRun.First + (place * interval));
        Assert.Equal(slots, quotes.Select(quote => quote.Slot).Concat(missed).Order());
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _process?.Dispose();
        _market.Dispose();
        _driver.Dispose();
        _store.Dispose();
    }
}
