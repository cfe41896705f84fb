using BtcTracker.Ingest.Sources;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Slots;

/// <summary>The checks that a reading must pass. Real days have moved by ± 25 %; these bounds are far beyond that.</summary>
public static class QuoteChecks
{
    /// <summary>How far a source's clock may be ahead of this one.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(2);

    // Far more than any coin's supply; its product with the largest price still fits a decimal.
    private const decimal LargestSupply = 1_000_000_000_000_000m;

    // Bitcoin's first block; no price is older. A faulty server's time is often the first instant of its calendar.
    private static readonly DateTimeOffset Genesis = new(2009, 1, 3, 0, 0, 0, TimeSpan.Zero);

    // In real records price × supply equals the market capitalization to a millionth; supply and price may be rounded.
    private const decimal LargestContradiction = 0.001m;

    // A larger rise or fall needs confirmation by another vendor.
    private const decimal LargestMove = 0.5m;

    // Venues of the same market differ by less.
    private const decimal LargestDisagreement = 0.03m;

    /// <summary>Checks a reading.</summary>
    /// <param name="reading">The source's reading.</param>
    /// <param name="measure">The reference to check it against.</param>
    /// <param name="now">The time.</param>
    /// <returns>Null if it is accepted.</returns>
    public static Rejection? Check(Quote reading, Measure measure, DateTimeOffset now) =>
        reading switch
        {
            { Price: <= 0 } => Rejection.NotPositive,
            { Price: > CandleChecks.LargestPrice } => Rejection.TooLarge,
            _ when reading.AsOf > now + ClockTolerance => Rejection.InTheFuture,
            _ when reading.AsOf < Genesis || reading.AsOf < measure.Latest?.AsOf => Rejection.Late,
            { CirculatingSupply: < 0 or > LargestSupply } or { MaxSupply: < 0 or > LargestSupply } => Rejection.ImpossibleSupply,
            { MarketCap: < 0 } or { FullyDilutedMarketCap: < 0 } => Rejection.Contradictory,
            _ when reading.CirculatingSupply > reading.MaxSupply => Rejection.ImpossibleSupply,
            _ when Contradicts(reading.MarketCap, reading.Price, reading.CirculatingSupply) => Rejection.Contradictory,
            _ when Contradicts(reading.FullyDilutedMarketCap, reading.Price, reading.MaxSupply) => Rejection.Contradictory,
            _ when measure.Price is null => Rejection.Unmeasured,
            _ when Differs(reading.Price, measure.Price.Value, LargestMove) => Rejection.Jump,
            _ => null,
        };

    /// <summary>Whether two different vendors agree on the price within 3 %.</summary>
    public static bool Agree(Quote one, Quote other) =>
        SourceNames.VendorOf(one.Source) != SourceNames.VendorOf(other.Source) && !Differs(one.Price, other.Price, LargestDisagreement);

    private static bool Contradicts(decimal? product, decimal price, decimal? supply) =>
        product is { } capitalization
        && supply is { } units
        && Math.Abs(capitalization - (price * units)) > price * units * LargestContradiction;

    private static bool Differs(decimal price, decimal reference, decimal part) => Math.Abs(price - reference) > reference * part;
}
