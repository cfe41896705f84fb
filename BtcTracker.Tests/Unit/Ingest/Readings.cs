using BtcTracker.Ingest;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using Microsoft.Extensions.DependencyInjection;

namespace BtcTracker.Tests.Unit.Ingest;

/// <summary>Readings, and a source that gives them in turn.</summary>
internal static class Readings
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public static Quote Of(decimal price, string source = "one", DateTimeOffset? asOf = null) =>
        new()
        {
            Symbol = Symbol.BtcUsd,
            Slot = Now,
            AsOf = asOf ?? Now,
            Source = source,
            Price = price,
        };

    public static IngestMetrics Metrics() =>
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());

    /// <summary>Answers by a function of the call's number, from 1.</summary>
    internal sealed class Source(string name, Func<int, CancellationToken, Task<Quote>> answer) : IQuoteSource
    {
        public Source(string name, decimal price)
            : this(name, (_, _) => Task.FromResult(Of(price, name))) { }

        public string Name => name;

        public int Calls { get; private set; }

        public async Task<Reading> ReadQuoteAsync(Symbol symbol, DateTimeOffset slot, CancellationToken cancellationToken) =>
            new(await answer(++Calls, cancellationToken) with { Slot = slot }, null);
    }
}
