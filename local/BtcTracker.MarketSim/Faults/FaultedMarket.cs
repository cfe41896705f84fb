using BtcTracker.Market;
using BtcTracker.MarketSim.Markets;

namespace BtcTracker.MarketSim.Faults;

/// <summary>The market with a price fault: frozen, or many times its price.</summary>
public sealed class FaultedMarket : ISimulatedMarket
{
    private readonly ISimulatedMarket _market;
    private readonly Fault _fault;

    private FaultedMarket(ISimulatedMarket market, Fault fault) => (_market, _fault) = (market, fault);

    /// <inheritdoc />
    public MarketMode Mode => _market.Mode;

    private decimal Factor => _fault.Factor ?? 1;

    /// <summary>The market for a request: itself, unless the request has a price fault.</summary>
    public static ISimulatedMarket For(HttpContext? context, ISimulatedMarket market) =>
        context?.Features.Get<Fault>() is { } fault ? new FaultedMarket(market, fault) : market;

    /// <inheritdoc />
    public MarketReading? ReadAt(DateTimeOffset now) =>
        _market.ReadAt(Seen(now)) is { } reading ? reading with { Price = reading.Price * Factor } : null;

    /// <inheritdoc />
    public IEnumerable<Candle> Candles(Interval interval, TimeRange range, DateTimeOffset now) =>
        _market
            .Candles(interval, range, Seen(now))
            .Select(candle =>
                candle with
                {
                    Open = candle.Open * Factor,
                    High = candle.High * Factor,
                    Low = candle.Low * Factor,
                    Close = candle.Close * Factor,
                }
            );

    private DateTimeOffset Seen(DateTimeOffset now) => _fault.Price == FaultRequest.Stale ? _fault.Since : now;
}
