using System.Globalization;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Web.Formatting;

namespace BtcTracker.Tests.Browser;

/// <summary>
/// The page's script writes numbers and times as the server does, in each language: a reader must not see one become the other.
/// </summary>
[Trait("Level", "Browser")]
public sealed class FormatBrowserTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>
{
    private const string Site = "http://scripts.test/";

    private static readonly decimal[] Values =
    [
        0m,
        0.00002173m,
        0.04951m,
        0.5m,
        1m,
        12.345m,
        999.99m,
        1234.5m,
        12_345.678m,
        92_481.175m,
        1_234_567.89m,
        19_957_000m,
        42.1e9m,
        1.85e12m,
    ];

    private static readonly DateTimeOffset[] Instants =
    [
        .. Enumerable.Range(1, 12).Select(month => new DateTimeOffset(2024, month, (2 * month) + 1, 3, 4, 5, TimeSpan.Zero)),
        new(2026, 11, 20, 23, 40, 10, TimeSpan.Zero),
    ];

    private static readonly int[] Seconds = [0, 59, 60, 3599, 3600, 172_799, 172_800, 900_000];

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public async Task Both_sides_write_the_same(string language)
    {
        await using var browsed = await BrowsedPage.OpenAsync(chromium.Browser, new());
        await browsed.Page.RouteAsync(
            $"{Site}**",
            route =>
                route.FulfillAsync(
                    route.Request.Url == Site
                        ? new()
                        {
                            ContentType = "text/html",
                            Body = $"<!DOCTYPE html><html lang=\"{language}\" data-tz=\"utc\"><title>Scripts</title></html>",
                        }
                        : new()
                        {
                            ContentType = "text/javascript",
                            Path = Path.Combine(RepositoryPaths.Root, "BtcTracker.Web", "Scripts", new Uri(route.Request.Url).Segments[^1]),
                        }
                )
        );
        await browsed.Page.GotoAsync(Site);

        var written = await browsed.Page.EvaluateAsync<string[]>(
            """
            async ([values, instants, seconds]) => {
              const format = await import('/format.js');
              const numbers = values.map(Number);
              const dates = instants.map(instant => new Date(instant));
              return [
                ...numbers.map(format.price),
                ...numbers.map(number => format.amount(number, 'BTC')),
                ...numbers.map(format.satoshisPerDollar),
                ...numbers.map(format.satoshis),
                ...numbers.filter(number => number > 0).map(number => format.written('sat', format.inUnit('sat', number))),
                ...numbers.map(number => format.percent(format.changeIn('sat', number))),
                ...numbers.map(format.multiple),
                ...numbers.flatMap(number => [number, -number]).map(number => format.percent(number)),
                ...numbers.flatMap(number => [number, -number]).map(format.tabPercent),
                ...numbers.map(format.difference),
                ...dates.map(format.day), ...dates.map(format.minute), ...dates.map(format.second),
                ...seconds.map(second => format.age(second * 1000)),
              ];
            }
            """,
            new object[] { Values.Select(value => value.ToString(CultureInfo.InvariantCulture)), Instants.Select(Times.Iso), Seconds }
        );

        Assert.Equal(Language.Find(language)!.Speak(WrittenByServer), written);
    }

    private static string[] WrittenByServer()
    {
        var signed = Values.SelectMany(value => new[] { value, -value }).ToArray();
        return
        [
            .. Values.Select(Numbers.Price),
            .. Values.Select(value => Numbers.Amount(value, "BTC")),
            .. Values.Select(Numbers.SatoshisPerDollar),
            .. Values.Select(Numbers.Satoshis),
            .. Values.Where(value => value > 0).Select(value => PriceUnit.Satoshis.Write(PriceUnit.Satoshis.Of(value))),
            .. Values.Select(value => Numbers.Percent(PriceUnit.Satoshis.ChangeOf(value))),
            .. Values.Select(value => Numbers.Multiple(value)),
            .. signed.Select(value => Numbers.Percent(value)),
            .. signed.Select(value => Numbers.TabPercent(value)),
            .. Values.Select(value => Numbers.Difference(value)),
            .. Instants.Select(Times.Day),
            .. Instants.Select(Times.Minute),
            .. Instants.Select(Times.Second),
            .. Seconds.Select(second => Times.Age(TimeSpan.FromSeconds(second))),
        ];
    }
}
