using BtcTracker.Tests.Storage;
using BtcTracker.Web.History;
using BtcTracker.Web.Views;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace BtcTracker.Tests.Unit.Web;

/// <summary>One link holds the view, whatever was typed into it.</summary>
[Trait("Level", "Unit")]
public sealed class ViewQueryTests
{
    private static readonly DateTimeOffset Now = Samples.At("2026-11-28T12:00Z");

    [Theory]
    [InlineData("")]
    [InlineData("?range=1Y")]
    [InlineData("?range=ALL&scale=linear")]
    [InlineData("?range=5Y&type=candles&scale=log&ma=200d,200w&theme=dark")]
    [InlineData("?from=2020-01-31&to=2020-02-29&type=candles")]
    [InlineData("?from=2020-01-31&theme=light")]
    [InlineData("?range=7D&lang=es&tz=utc")]
    [InlineData("?lang=en&tz=local")]
    [InlineData("?range=7D&cur=EUR")]
    [InlineData("?range=7D&ma=200d&cur=EUR&unit=sat&lang=es&theme=dark")]
    public void A_view_is_read_from_the_query_that_it_writes(string query)
    {
        var (view, notices) = Read(query);

        Assert.Empty(notices);
        Assert.Equal(query, view.Query);
    }

    [Theory]
    [InlineData("?RANGE=all&Type=CANDLES", "?range=ALL&type=candles")]
    [InlineData("?range=1D", "")]
    [InlineData("?scale=linear&theme=system&type=line", "")]
    [InlineData("?range=ALL&scale=log", "?range=ALL")]
    [InlineData("?cur=eur", "?cur=EUR")]
    [InlineData("?cur=USD", "")]
    [InlineData("?unit=usd", "")]
    [InlineData("?UNIT=SAT", "?unit=sat")]
    [InlineData("?ma=200W, 200d", "?ma=200d,200w")]
    [InlineData("?from=2020-01-01&to=2026-11-28", "?from=2020-01-01")]
    [InlineData("?to=2012-12-31", "?from=2009-01-03&to=2012-12-31")]
    [InlineData("?from=1999-01-01&to=2012-12-31", "?from=2009-01-03&to=2012-12-31")]
    [InlineData("?from=2020-01-01&to=9999-12-31", "?from=2020-01-01")]
    [InlineData("?range=&from=&to=&type=", "")]
    [InlineData("?utm_source=a-letter", "")]
    public void What_means_the_same_is_the_same_view(string query, string canonical)
    {
        var (view, notices) = Read(query);

        Assert.Empty(notices);
        Assert.Equal(canonical, view.Query);
    }

    [Theory]
    [InlineData("?range=2W", "The range “2W” is unknown. Use 1D, 7D, 1M, 3M, 1Y, 5Y, ALL.", "")]
    [InlineData("?type=bars&range=1Y", "The type “bars” is unknown. Use line, candles.", "?range=1Y")]
    [InlineData("?scale=cubic", "The scale “cubic” is unknown. Use linear, log.", "")]
    [InlineData("?ma=50d,200d", "The average “50d” is unknown. Use 200d, 200w.", "?ma=200d")]
    [InlineData("?theme=pink", "The theme “pink” is unknown. Use system, light, dark.", "")]
    [InlineData("?unit=mBTC&range=1Y", "The unit “mBTC” is unknown. Use usd, sat.", "?range=1Y")]
    [InlineData("?lang=tlh", "The lang “tlh” is unknown. Use en, es.", "")]
    [InlineData("?tz=mars", "The tz “mars” is unknown. Use local, utc.", "")]
    [InlineData("?cur=euro", "“EURO” is not a currency. Use a code such as EUR.", "")]
    [InlineData("?from=31.12.2024", "“31.12.2024” is not a date. Use a form such as 2024-12-31.", "")]
    [InlineData("?from=2023-02-29", "“2023-02-29” is not a date. Use a form such as 2024-12-31.", "")]
    [InlineData("?from=٢٠٢٤-01-01", "“٢٠٢٤-01-01” is not a date. Use a form such as 2024-12-31.", "")]
    [InlineData("?from=2024-12-31&to=2024-01-01", "The dates were in reverse order; they are swapped.", "?from=2024-01-01&to=2024-12-31")]
    [InlineData("?from=2030-01-01&to=2031-01-01", "The dates are in the future; prices are known up to today, 28 Nov 2026.", "")]
    public void What_is_not_understood_is_reported_and_the_rest_is_shown(string query, string notice, string shown)
    {
        var (view, notices) = Read(query);

        Assert.Equal(notice, Assert.Single(notices));
        Assert.Equal(shown, view.Query);
    }

    [Fact]
    public void A_long_value_is_cut_in_the_notice() =>
        Assert.Equal(
            $"The range “{new string('x', 40)}…” is unknown. Use {HistoryRange.Codes}.",
            Assert.Single(Read("?range=" + new string('x', 500)).Notices)
        );

    [Theory]
    [InlineData("", "chart/1D")]
    [InlineData("?range=1Y&theme=dark", "chart/1Y")]
    [InlineData("?range=1Y&lang=es&tz=utc", "chart/1Y")]
    [InlineData("?range=1Y&cur=EUR", "chart/1Y")]
    [InlineData("?range=1Y&cur=EUR&unit=sat&lang=es", "chart/view?range=1Y&unit=sat")]
    [InlineData("?unit=sat", "chart/view?unit=sat")]
    [InlineData("?range=ALL&scale=linear&theme=dark", "chart/view?range=ALL&scale=linear")]
    [InlineData("?from=2020-01-31&to=2020-02-29", "chart/view?from=2020-01-31&to=2020-02-29")]
    public void The_chart_of_a_view_does_not_depend_on_its_colours(string query, string path) =>
        Assert.Equal(path, Read(query).View.ChartPath);

    [Fact]
    public void All_known_time_is_logarithmic_unless_the_reader_chose_otherwise()
    {
        Assert.True(Read("?range=ALL").View.IsLog);
        Assert.False(Read("?range=ALL&scale=linear").View.IsLog);
        Assert.False(Read("?range=5Y").View.IsLog);
    }

    private static (PageView View, IReadOnlyList<string> Notices) Read(string query) =>
        ViewQuery.Read(new QueryCollection(QueryHelpers.ParseQuery(query)), Now);
}
