using System.Collections.Concurrent;
using BtcTracker.Tests.Unit.Ingest;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Tests.Faults.Runs;

/// <summary>Two concurrent processes of ingest in the run's virtual time, in which requests take a random time.</summary>
internal sealed class TwinRun : IDisposable
{
    // In milliseconds: of a request to the store, which has three seconds together with others, and of one to a vendor.
    private const int LongestStoreWait = 100;
    private const int LongestMarketWait = 1_500;

    private readonly RunDriver _driver = new(LongRun.First);
    private readonly Random _waits;
    private readonly FaultyMarket _market;
    private readonly RunWorld _world;
    private readonly TimeSpan _apart;
    private readonly LogKeeper<TwinRun> _log = new();
    private readonly List<RunProcess> _processes = [];

    public TwinRun(int seed, TimeSpan apart, Uri store, string table)
    {
        (_waits, _apart) = (new Random(seed), apart);
        var plan = FaultPlan.None;
        _market = new FaultyMarket(seed, plan, _driver.Clock) { Delay = token => WaitAsync(LongestMarketWait, _driver.Clock, token) };
        _world = new RunWorld(_driver.Pump, _market, store, table, new Random(seed + 1));
    }

    /// <summary>What both have logged.</summary>
    public ConcurrentQueue<(LogLevel Level, string Message)> Lines => _log.Lines;

    /// <summary>Runs both, from the first slot on.</summary>
    public void Run(int slots) =>
        RunDriver.Run(() =>
        {
            Start(TimeSpan.Zero);
            Start(_apart);

            // Both have read the last slot, and neither the next one.
            _driver.AdvanceTo(LongRun.First + (slots * TimeSpan.FromMinutes(5)) - TimeSpan.FromSeconds(45));
            _processes.ForEach(_driver.Stop);
        });

    /// <inheritdoc />
    public void Dispose()
    {
        _processes.ForEach(process => process.Dispose());
        _market.Dispose();
        _driver.Dispose();
    }

    private Task WaitAsync(int longest, TimeProvider clock, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(_waits.Next(longest)), clock, cancellationToken);

    private void Start(TimeSpan ahead)
    {
        var clock = new ProcessClock(_driver.Clock, ahead);
        var gate = new StoreGate(() => StoreFault.None, (_, _) => { }) { Delay = token => WaitAsync(LongestStoreWait, clock, token) };
        _processes.Add(new RunProcess(_world, clock, gate, new SharedLogProvider(_log)));
        _processes[^1].Start();
    }
}
