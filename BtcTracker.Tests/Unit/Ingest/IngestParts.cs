using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using BtcTracker.Ingest;
using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BtcTracker.Tests.Unit.Ingest;

/// <summary>The parts that ingest's classes are made of, with a frozen clock and sources that respond as a test says.</summary>
internal static class IngestParts
{
    public static DateTimeOffset Noon { get; } = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public static SlotGrid EachSecond { get; } = SlotGrid.Parse("1s", MarketMode.Demo);

    public static IngestMetrics Metrics() =>
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());

    public static StoreCalls StoreCalls(TimeProvider clock) => new(Metrics(), clock, NullLogger<StoreCalls>.Instance);

    public static MarketReader Reader(ManualTimeProvider clock, ILogger<MarketReader> logger, params IQuoteSource[] sources) =>
        new(sources, Options.Create(new IngestOptions()), Metrics(), clock, logger);

    public static Quote Quote(decimal price, DateTimeOffset asOf, string source = "coinmarketcap") =>
        new()
        {
            Symbol = Symbol.BtcUsd,
            Slot = asOf,
            AsOf = asOf,
            Source = source,
            Price = price,
        };
}

/// <summary>A source that answers by a function, and counts.</summary>
internal sealed class StubSource(string name, Func<DateTimeOffset, CancellationToken, Task<Quote>> answer) : IQuoteSource
{
    public string Name => name;

    public ConcurrentQueue<DateTimeOffset> AskedFor { get; } = [];

    /// <summary>What it says that it read.</summary>
    public string Body => $"the body of {name}";

    public static StubSource Priced(string name, TimeProvider clock, decimal price) =>
        new(name, (slot, _) => Task.FromResult(IngestParts.Quote(price, clock.GetUtcNow(), name) with { Slot = slot }));

    public static StubSource Failing(string name, SourceFailure failure) =>
        new(name, (_, _) => throw new SourceException(failure, "It says no."));

    public async Task<Reading> ReadQuoteAsync(Symbol symbol, DateTimeOffset slot, CancellationToken cancellationToken)
    {
        AskedFor.Enqueue(slot);
        return new Reading(await answer(slot, cancellationToken), Body);
    }
}

/// <summary>Keeps what is logged.</summary>
internal sealed class LogKeeper<T> : ILogger<T>
{
    public ConcurrentQueue<(LogLevel Level, string Message)> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => Lines.Enqueue((logLevel, formatter(state, exception)));
}
