using System.Net;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Recorded;

/// <summary>Every recorded body of a vendor that is read here is given to its source. A new vendor is a line in the table.</summary>
[Trait("Level", "Recorded")]
public sealed class FixtureContractTests
{
    /// <summary>What a source makes of the bodies whose file names begin so.</summary>
    private static readonly (string Names, Action<string> Contract)[] Contracts =
    [
        ("quotes-latest.", body => Assert.True(CoinMarketCapBodyTests.Read(body).Price > 0)),
        ("error-", body => AssertRefused(() => CoinMarketCapBodyTests.Read(body))),
        ("errors.index.", AssertHasAllErrors),
        ("key-info.", AssertIsNoQuote),
        ("ohlcv-historical.", AssertIsNoQuote),
        ("quotes-historical.", AssertIsNoQuote),
        ("coinbase-exchange.candles.3600.", body => Assert.NotEmpty(Candles(body))),
        ("coinbase-exchange.error-400-", body => AssertRefused(() => Candles(body, HttpStatusCode.BadRequest))),
        ("coinbase-v2.error-429.", body => AssertRefused(() => Candles(body, HttpStatusCode.TooManyRequests))),
    ];

    /// <summary>Vendors that no source here reads: recorded for reference.</summary>
    private static readonly string[] NotRead = ["binance.", "bitstamp.", "coingecko.", "kraken."];

    [Fact]
    public void Every_fixture_of_a_vendor_that_is_read_meets_its_contract() => Assert.All(
        RepositoryPaths.Fixtures().Where(name => !NotRead.Any(vendor => name.StartsWith(vendor, StringComparison.Ordinal))),
        name => ContractOf(name)(File.ReadAllText(RepositoryPaths.Fixture(name))));

    private static Action<string> ContractOf(string name) => Contracts
        .Where(entry => name.StartsWith(entry.Names, StringComparison.Ordinal))
        .Select(entry => entry.Contract)
        .DefaultIfEmpty(_ => Assert.Fail($"{name} has no contract: add one to {nameof(Contracts)}, or its vendor to {nameof(NotRead)}."))
        .First();

    private static void AssertRefused(Func<object> read) => Assert.Throws<SourceException>(read);

    // A body of another endpoint must never pass as a price.
    private static void AssertIsNoQuote(string body) =>
        Assert.Equal(SourceFailure.InvalidBody, Assert.Throws<SourceException>(() => CoinMarketCapBodyTests.Read(body)).Failure);

    private static void AssertHasAllErrors(string index) => Assert.All(
        RepositoryPaths.Fixtures().Where(name => name.StartsWith("error-", StringComparison.Ordinal)),
        name => Assert.Contains($"\"{name}\"", index, StringComparison.Ordinal));

    private static IReadOnlyList<Candle> Candles(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        CoinbaseBody.ToCandles(new SourceAnswer(status, body), Symbol.BtcUsd, Interval.OneHour, SourceNames.Coinbase);
}
