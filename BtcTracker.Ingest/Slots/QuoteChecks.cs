using BtcTracker.Ingest.Sources;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Slots;

/// <summary>What a reading must be to be accepted. Days of ± 25 % are real; these bounds are far beyond.</summary>
public static class QuoteChecks
{
    /// <summary>How far a source's clock may be ahead of this one.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(2);

    // Far more than any coin has; a product with the largest price still fits a decimal.
    private const decimal LargestSupply = 1_000_000_000_000_000m;

    // Bitcoin's first block: no price is older. A broken server's time is often the first instant of its calendar.
    private static readonly DateTimeOffset Genesis = new(2009, 1, 3, 0, 0, 0, TimeSpan.Zero);

    // In real records price × supply equals the market capitalization to a millionth; supply and price may be rounded.
    private const decimal LargestContradiction = 0.001m;

    // A rise or a fall by more than this part waits for another vendor.
    private const decimal LargestMove = 0.5m;

    // Venues that tell of the same market differ by less.
    private const decimal LargestDisagreement = 0.03m;

    /// <summary>Checks a reading.</summary>
    /// <param name="reading">What a source says.</param>
    /// <param name="measure">What it is held against.</param>
    /// <param name="now">The time.</param>
    /// <returns>Null where it is accepted.</returns>
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

    /// <summary>Whether two vendors say the same of the price, within 3 %. A vendor is no witness for itself.</summary>
    public static bool Agree(Quote one, Quote other) =>
        SourceNames.VendorOf(one.Source) != SourceNames.VendorOf(other.Source) && !Differs(one.Price, other.Price, LargestDisagreement);

    private static bool Contradicts(decimal? product, decimal price, decimal? supply) =>
        product is { } told && supply is { } units && Math.Abs(told - (price * units)) > price * units * LargestContradiction;

    private static bool Differs(decimal price, decimal reference, decimal part) => Math.Abs(price - reference) > reference * part;
}
