using System.Collections.Concurrent;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Unit.Ingest;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Tests.Faults.Runs;

/// <summary>Two of ingest's processes side by side, in the run's own time, in which requests take a time by chance.</summary>
internal sealed class TwinRun : IDisposable
{
    // In milliseconds: of a request to the store, which has three seconds together with others, and of one to a vendor.
    private const int LongestStoreWait = 100;
    private const int LongestMarketWait = 1_500;

    private readonly ManualTimeProvider _clock = new(LongRun.First);
    private readonly Pump _pump = new();
    private readonly Random _waits;
    private readonly FaultyMarket _market;
    private readonly RunWorld _world;
    private readonly TimeSpan _apart;
    private readonly LogKeeper<TwinRun> _log = new();
    private readonly List<RunProcess> _processes = [];

    public TwinRun(int seed, TimeSpan apart, Uri store, string table)
    {
        (_waits, _apart) = (new Random(seed), apart);
        var plan = new FaultPlan(new FaultSchedule(0, [], [], new Dictionary<int, RunOutcome>()), seed, LongRun.First);
        _market = new FaultyMarket(seed, plan, _clock) { Delay = token => WaitAsync(LongestMarketWait, _clock, token) };
        _world = new RunWorld(_pump, _market, store, table, new Random(seed + 1));
    }

    /// <summary>What both have logged.</summary>
    public ConcurrentQueue<(LogLevel Level, string Message)> Lines => _log.Lines;

    /// <summary>Runs both, from the first slot on, on the caller's thread.</summary>
    public void Run(int slots)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            foreach (var ahead in new[] { TimeSpan.Zero, _apart })
            {
                Start(ahead);
            }

            // Both have read the last slot, and neither the next one.
            AdvanceTo(LongRun.First + (slots * TimeSpan.FromMinutes(5)) - TimeSpan.FromSeconds(45));
            foreach (var process in _processes)
            {
                Stop(process);
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _processes.ForEach(process => process.Dispose());
        _market.Dispose();
        _pump.Dispose();
    }

    private Task WaitAsync(int longest, TimeProvider clock, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(_waits.Next(longest)), clock, cancellationToken);

    private void Start(TimeSpan ahead)
    {
        var clock = new ProcessClock(_clock, ahead);
        var gate = new StoreGate(() => StoreFault.None, (_, _) => { })
        {
            Delay = token => WaitAsync(LongestStoreWait, clock, token),
        };
        _processes.Add(new RunProcess(_world, clock, gate, new KeptLog(_log)));
        _processes[^1].Start();
    }

    private void AdvanceTo(DateTimeOffset time)
    {
        while (_clock.GetUtcNow() < time)
        {
            var next = _clock.NextDue is { } due && due < time ? due : time;
            _clock.Advance(next - _clock.GetUtcNow());
            _pump.Drain();
        }
    }

    private void Stop(RunProcess process)
    {
        var stop = process.StopAsync();
        _pump.Drain();
        while (!stop.IsCompleted)
        {
            AdvanceTo(_clock.NextDue!.Value);
        }
    }

    private sealed class KeptLog(ILogger log) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => log;

        public void Dispose()
        {
        }
    }
}
