using System.Globalization;
using BtcTracker.Market.Storage.Holders;
using BtcTracker.Web.Holders;
using Microsoft.AspNetCore.Http;

namespace BtcTracker.Tests.Unit.Web;

[Trait("Level", "Unit")]
public sealed class HolderRulesTests
{
    [Theory]
    [InlineData("2013-04-05", "2026-03-24", "2026-04-05", 12)]
    [InlineData("2013-04-05", "2026-04-05", "2026-04-05", 0)]
    [InlineData("2013-04-05", "2026-04-06", "2027-04-05", 364)]
    [InlineData("2026-04-04", "2026-04-05", "2027-04-04", 364)]
    [InlineData("2012-02-29", "2027-02-28", "2027-03-01", 1)]
    [InlineData("2012-02-29", "2027-03-01", "2027-03-01", 0)]
    [InlineData("2012-02-29", "2028-02-28", "2028-02-29", 1)]
    [InlineData("2012-02-29", "2028-03-01", "2029-03-01", 365)]
    [InlineData("2012-12-31", "2026-01-01", "2026-12-31", 364)]
    public void An_anniversary_is_today_or_the_next_one_and_that_of_29_February_is_1_March_in_other_years(
        string first,
        string today,
        string next,
        int days
    ) => Assert.Equal(new Anniversary(Day(next), days), Anniversary.Of(Day(first), Day(today)));

    [Theory]
    [InlineData("en", 12, "Hello, Ana! Your bitcoin anniversary is in 12 days")]
    [InlineData("en", 1, "Hello, Ana! Your bitcoin anniversary is in 1 day")]
    [InlineData("en", 0, "Hello, Ana! Happy bitcoin anniversary!")]
    [InlineData("es", 12, "¡Hola, Ana! Faltan 12 días para tu aniversario con bitcoin")]
    [InlineData("es", 1, "¡Hola, Ana! Falta 1 día para tu aniversario con bitcoin")]
    [InlineData("es", 0, "¡Hola, Ana! ¡Feliz aniversario con bitcoin!")]
    public void A_greeting_counts_the_days(string language, int days, string message) =>
        Assert.Equal(message, Greeting.Of(language, "Ana", days));

    [Theory]
    [InlineData("", "en")]
    [InlineData("es", "es")]
    [InlineData("es-CO,es;q=0.9,en;q=0.8", "es")]
    [InlineData("en,es;q=0.9", "en")]
    [InlineData("de,es;q=0.5,en;q=0.2", "es")]
    [InlineData("es;q=0", "en")]
    [InlineData("*,en;q=0.1", "es")]
    [InlineData("*", "en")]
    [InlineData("est", "en")]
    [InlineData(";;;", "en")]
    public void A_greeting_is_in_Spanish_where_that_is_preferred(string accepted, string language)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.AcceptLanguage = accepted;
        Assert.Equal(language, Greeting.LanguageOf(context.Request));
    }

    [Fact]
    public void Sums_are_of_all_digits_and_rounded_once()
    {
        var sums = PurchaseSums.Of([Bought(1, 0.33333333m, 10_000m), Bought(2, 0.66666666m, 20_000.004m)], 60_000.005m);

        Assert.Equal(
            new PurchaseSums(2, 0.99999999m, 30_000.004m, 30_000.00430000m, 60_000.00m, 29_999.996m, sums.GainPercent),
            sums with
            {
                Gain = 29_999.996m,
            }
        );
        Assert.Equal(30_000.00m, sums.Gain);
        Assert.Equal(99.999973m, sums.GainPercent);
    }

    [Fact]
    public void Nothing_bought_has_no_average_and_what_cost_nothing_no_gain_in_percent()
    {
        Assert.Equal(new PurchaseSums(0, 0, 0, null, 0, 0, null), PurchaseSums.Of([], 60_000m));
        Assert.Equal(new PurchaseSums(1, 1, 0, 0, 60_000, 60_000, null), PurchaseSums.Of([Bought(1, 1, 0)], 60_000m));
        Assert.Equal(new PurchaseSums(1, 1, 5, 5, null, null, null), PurchaseSums.Of([Bought(1, 1, 5)], null));
    }

    [Fact]
    public void Pages_are_in_the_order_of_days_and_go_on_where_a_purchase_was_deleted()
    {
        HolderPurchase[] all =
        [
            Bought(1, 1, 1, "2020-01-02"),
            Bought(2, 1, 1, "2019-01-01"),
            Bought(3, 1, 1, "2020-01-02"),
            Bought(4, 1, 1, "2021-01-01"),
        ];

        var first = PurchasePage.Of(all, null, 2);
        Assert.True(PurchasePage.TryReadCursor(first.Next, out var after));
        var second = PurchasePage.Of([.. all.Where(purchase => purchase.Number != 1)], after, 2);

        Assert.Equal([2, 1], first.Purchases.Select(purchase => purchase.Number));
        Assert.Equal([3, 4], second.Purchases.Select(purchase => purchase.Number));
        Assert.Null(second.Next);
    }

    [Fact]
    public void A_token_matches_only_its_own_hash()
    {
        var (token, other) = (HolderToken.Make(), HolderToken.Make());

        Assert.Equal(43, token.Length);
        Assert.NotEqual(token, other);
        Assert.True(HolderToken.Fits(token, HolderToken.HashOf(token)));
        Assert.False(HolderToken.Fits(other, HolderToken.HashOf(token)));
        Assert.False(HolderToken.Fits(token, null));
        Assert.DoesNotContain(token, HolderToken.HashOf(token), StringComparison.OrdinalIgnoreCase);
    }

    private static HolderPurchase Bought(int number, decimal amount, decimal paid, string day = "2020-01-01") =>
        new(number, "t", new NewPurchase(Day(day), "", amount, paid));

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
