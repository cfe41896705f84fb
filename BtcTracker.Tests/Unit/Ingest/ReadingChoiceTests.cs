using BtcTracker.Ingest;
using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Unit.Ingest;

/// <summary>Which of several doubtful readings a slot takes: by age, confirmation and contradiction.</summary>
[Trait("Level", "Unit")]
public sealed class ReadingChoiceTests
{
    private static readonly DateTimeOffset Now = IngestParts.Noon;
    private static readonly TimeSpan StaleAfter = new IngestOptions().StaleAfter;
    private static readonly Quote Latest = IngestParts.Quote(90_000m, Now.AddHours(-1), "kraken");

    private readonly LogKeeper<MarketReader> _log = new();

    [Fact]
    public async Task A_reading_exactly_as_old_as_allowed_is_current()
    {
        var (quote, _) = await ReadAsync(Latest, Saying("coinbase", 90_100m, StaleAfter));

        Assert.Equal((90_100m, false, true), (quote!.Price, quote.Outdated, quote.Confirmed));
    }

    [Fact]
    public async Task A_reading_a_moment_older_than_allowed_is_outdated_and_confirmed_by_the_price_before()
    {
        var (quote, _) = await ReadAsync(Latest, Saying("coinbase", 90_100m, StaleAfter + TimeSpan.FromTicks(1)));

        Assert.Equal((90_100m, true, true), (quote!.Price, quote.Outdated, quote.Confirmed));
    }

    [Fact]
    public async Task An_outdated_reading_yields_to_a_current_one_of_the_next_source()
    {
        var (quote, _) = await ReadAsync(Latest, Saying("coinmarketcap", 90_100m, TimeSpan.FromMinutes(30)), Saying("coinbase", 90_200m));

        Assert.Equal(("coinbase", false), (quote!.Source, quote.Outdated));
        Assert.Contains(_log.Lines, line => line.Message.Contains("rejected (Outdated)", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.Lines, line => line.Message.Contains("reading of coinbase was rejected", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_outdated_reading_does_not_settle_a_leap_of_another_vendor()
    {
        var (quote, reason) = await ReadAsync(
            Latest,
            Saying("coinmarketcap", 900_000m),
            Saying("coinbase", 90_100m, TimeSpan.FromMinutes(30))
        );

        Assert.Equal((null, GapReason.NoSource), (quote, reason));
        Assert.Contains(_log.Lines, line => line.Message.Contains("rejected (Jump)", StringComparison.Ordinal));
        Assert.Contains(_log.Lines, line => line.Message.Contains("rejected (Outdated)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_outdated_reading_does_not_settle_a_dispute_over_the_first_price()
    {
        var (quote, reason) = await ReadAsync(
            latest: null,
            Saying("coinmarketcap", 900_000m),
            Saying("coinbase", 90_100m),
            Saying("kraken", 90_100m, TimeSpan.FromMinutes(30))
        );

        Assert.Equal((null, GapReason.Disputed), (quote, reason));
    }

    [Theory]
    [InlineData(1, 0, "coinmarketcap")]
    [InlineData(0, 1, "coinmarketcap")]
    [InlineData(15, 0, "coinmarketcap")]
    [InlineData(16, 15, "coinbase")]
    [InlineData(16, 16, "coinmarketcap")]
    [InlineData(16, 17, "coinmarketcap")]
    public async Task Of_two_vendors_that_agree_on_a_leap_the_first_is_taken_unless_it_is_outdated_and_the_second_is_later(
        int firstAge,
        int secondAge,
        string source
    )
    {
        var (quote, _) = await ReadAsync(
            Latest,
            Saying("coinmarketcap", 190_000m, TimeSpan.FromMinutes(firstAge)),
            Saying("coinbase", 190_100m, TimeSpan.FromMinutes(secondAge))
        );

        Assert.Equal((source, true), (quote!.Source, quote.Confirmed));
    }

    [Fact]
    public async Task Of_three_that_leap_the_two_that_agree_decide_and_the_third_is_rejected()
    {
        var (quote, _) = await ReadAsync(
            Latest,
            Saying("coinmarketcap", 900_000m),
            Saying("coinbase", 190_000m),
            Saying("kraken", 190_100m)
        );

        Assert.Equal(("coinbase", 190_000m), (quote!.Source, quote.Price));
        Assert.Single(_log.Lines, line => line.Message.Contains("rejected (Jump)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reading_of_a_vendors_two_names_is_the_only_one_and_the_first_name_counts()
    {
        var (quote, _) = await ReadAsync(latest: null, Saying("coinmarketcap", 90_000m), Saying("coinmarketcap-keyless", 95_000m));

        Assert.Equal(("coinmarketcap", 90_000m, false), (quote!.Source, quote.Price, quote.Confirmed));
    }

    [Fact]
    public async Task A_reading_that_is_never_right_is_rejected_at_once_and_leaves_no_dispute()
    {
        var (quote, reason) = await ReadAsync(latest: null, Saying("coinmarketcap", -1m));

        Assert.Equal((null, GapReason.NoSource), (quote, reason));
        Assert.Single(_log.Lines, line => line.Message.Contains("rejected (NotPositive)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_first_price_that_a_second_vendor_confirms_is_confirmed()
    {
        var (quote, _) = await ReadAsync(latest: null, Saying("coinmarketcap", 90_000m), Saying("coinbase", 90_100m));

        Assert.Equal(("coinmarketcap", true), (quote!.Source, quote.Confirmed));
    }

    private static StubSource Saying(string source, decimal price, TimeSpan age = default) =>
        new(source, (slot, _) => Task.FromResult(IngestParts.Quote(price, Now - age, source) with { Slot = slot }));

    private async Task<(Quote? Quote, GapReason Reason)> ReadAsync(Quote? latest, params IQuoteSource[] sources)
    {
        var reader = IngestParts.Reader(new ManualTimeProvider(Now), _log, sources);
        reader.Restore(new IngestStatus(Now, null, 0, 0, [], null) { ComparedAt = Now });
        var (reading, reason) = await reader.ReadAsync(
            Now,
            Measure.Of(latest, Now),
            TimeSpan.FromSeconds(8),
            TestContext.Current.CancellationToken
        );
        return (reading?.Quote, reason);
    }
}
