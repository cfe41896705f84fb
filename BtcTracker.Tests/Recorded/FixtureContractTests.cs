using System.Net;
using BtcTracker.Ingest.Sources;
using BtcTracker.Ingest.Sources.Bitstamp;
using BtcTracker.Ingest.Sources.Coinbase;
using BtcTracker.Ingest.Sources.Kraken;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Recorded;

/// <summary>Every body of a vendor that is read here is given to its source. A new vendor is a line in the table.</summary>
[Trait("Level", "Recorded")]
public sealed class FixtureContractTests
{
    /// <summary>What a source makes of the bodies whose file names begin so.</summary>
    private static readonly (string Names, Action<string> Contract)[] Contracts =
    [
        ("quotes-latest.", body => Assert.True(CoinMarketCapBodyTests.Read(body).Price > 0)),
        ("error-", body => AssertRefused(() => CoinMarketCapBodyTests.Read(body))),
        ("errors.index.", AssertIsNoQuote),
        ("key-info.", AssertIsNoQuote),
        ("ohlcv-historical.", AssertIsNoQuote),
        ("quotes-historical.", AssertIsNoQuote),
        ("coinbase-exchange.candles.3600.", body => Assert.NotEmpty(Candles(body))),
        ("coinbase-exchange.error-400-", body => AssertRefused(() => Candles(body, HttpStatusCode.BadRequest))),
        (
            "bitstamp.ohlc.",
            body =>
                Assert.NotEmpty(
                    BitstampParser.ToCandles(
                        new SourceResponse(HttpStatusCode.OK, body),
                        Symbol.BtcUsd,
                        Interval.OneDay,
                        SourceNames.Bitstamp
                    )
                )
        ),
        (
            "kraken.ohlc.",
            body =>
                Assert.NotEmpty(
                    KrakenParser.ToCandles(new SourceResponse(HttpStatusCode.OK, body), Symbol.BtcUsd, Interval.OneHour, SourceNames.Kraken)
                )
        ),
        ("coinbase-v2.error-429.", body => AssertRefused(() => Candles(body, HttpStatusCode.TooManyRequests))),
    ];

    /// <summary>Vendors that no source here reads: recorded for reference.</summary>
    private static readonly string[] NotRead = ["binance.", "coingecko."];

    [Fact]
    public void Every_contract_has_a_written_body() =>
        Assert.All(
            Contracts,
            contract =>
                Assert.Contains(
                    VendorBodies.NamesIn(VendorBodies.Written),
                    name => name.StartsWith(contract.Names, StringComparison.Ordinal)
                )
        );

    [Theory]
    [MemberData(nameof(VendorBodies.Sets), MemberType = typeof(VendorBodies))]
    public void The_index_of_errors_has_every_error(string set) =>
        Assert.All(
            VendorBodies.NamesIn(set).Where(name => name.StartsWith("error-", StringComparison.Ordinal)),
            name => Assert.Contains($"\"{name}\"", VendorBodies.Read($"{set}/errors.index.json"), StringComparison.Ordinal)
        );

    [Theory]
    [MemberData(nameof(VendorBodies.Sets), MemberType = typeof(VendorBodies))]
    public void Every_body_of_a_vendor_that_is_read_meets_its_contract(string set) =>
        Assert.All(
            VendorBodies.NamesIn(set).Where(name => !NotRead.Any(vendor => name.StartsWith(vendor, StringComparison.Ordinal))),
            name => ContractOf(name)(VendorBodies.Read($"{set}/{name}"))
        );

    private static Action<string> ContractOf(string name) =>
        Contracts
            .Where(entry => name.StartsWith(entry.Names, StringComparison.Ordinal))
            .Select(entry => entry.Contract)
            .DefaultIfEmpty(_ =>
                Assert.Fail($"{name} has no contract: add one to {nameof(Contracts)}, or its vendor to {nameof(NotRead)}.")
            )
            .First();

    private static void AssertRefused(Func<object> read) => Assert.Throws<SourceException>(read);

    // A body of another endpoint must never pass as a price.
    private static void AssertIsNoQuote(string body) =>
        Assert.Equal(SourceFailure.InvalidBody, Assert.Throws<SourceException>(() => CoinMarketCapBodyTests.Read(body)).Failure);

    private static IReadOnlyList<Candle> Candles(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        CoinbaseParser.ToCandles(new SourceResponse(status, body), Symbol.BtcUsd, Interval.OneHour, SourceNames.Coinbase);
}
