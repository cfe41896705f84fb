using BtcTracker.Market;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Api;
using BtcTracker.Web.History;

namespace BtcTracker.Tests.Unit.Web;

[Trait("Level", "Unit")]
public sealed class WhatIfParametersTests
{
    private static readonly DateTimeOffset Now = Samples.At("2026-11-20T12:00Z");

    private static readonly KnownCloses Closes = KnownCloses.Of(
        WebSamples.HistoryOf(
            Interval.OneDay,
            [
                .. Enumerable
                    .Range(0, 3_000)
                    .Select(back =>
                        Samples.Candle("2026-11-20T00:00Z") with
                        {
                            Interval = Interval.OneDay,
                            OpenTime = Samples.At("2026-11-20T00:00Z").AddDays(back - 2_999),
                        }
                    ),
            ]
        ),
        Now
    );

    [Fact]
    public void Without_a_word_it_is_a_hundred_dollars_each_month_for_five_years()
    {
        var (question, problems) = new WhatIfParameters().Read(Closes, Now);

        Assert.Empty(problems);
        Assert.Equal(new WhatIfQuestion(100, BuyingRhythm.Month, Samples.At("2021-11-20T00:00Z")), question);
    }

    [Fact]
    public void What_is_written_is_taken()
    {
        var (question, problems) = new WhatIfParameters("1,250.5", "usd", "Once", "2026-11-19").Read(Closes, Now);

        Assert.Empty(problems);
        Assert.Equal(new WhatIfQuestion(1250.5m, BuyingRhythm.Once, Samples.At("2026-11-19T00:00Z")), question);
    }

    [Theory]
    [InlineData("amount", "1,5", "a comma may mean thousands or decimals")]
    [InlineData("amount", "0", "Enter more than that")]
    [InlineData("currency", "EUR", "the stored history is in US dollars. Use USD.")]
    [InlineData("every", "day", "every 'day' is unknown; it must be one of once, week, month.")]
    [InlineData("since", "0001-01-01", "since is before the first known day, 2018-09-04.", "2018-09-04")]
    [InlineData("since", "2018-09-03", "since is before the first known day, 2018-09-04.", "2018-09-04")]
    [InlineData("since", "2026-11-20", "since is after the last day whose close is known, 2026-11-19.", "2026-11-19")]
    [InlineData("since", "9999-12-31", "since is after the last day whose close is known, 2026-11-19.", "2026-11-19")]
    [InlineData("since", "31.01.2020", "since '31.01.2020' is not a day; it must be written as 2020-01-31.")]
    [InlineData("since", "2023-02-30", "is not a day")]
    [InlineData("since", "", "is not a day")]
    [InlineData("since", "٢٠٢٠-٠١-٠١", "is not a day")]
    public void What_is_wrong_is_reported_and_replaced_by_the_default_or_the_nearest_day(
        string parameter,
        string value,
        string problem,
        string since = "2021-11-20"
    )
    {
        var (question, problems) = new WhatIfParameters(
            parameter == "amount" ? value : null,
            parameter == "currency" ? value : null,
            parameter == "every" ? value : null,
            parameter == "since" ? value : null
        ).Read(Closes, Now);

        Assert.Equal(parameter, Assert.Single(problems).Parameter);
        Assert.Contains(problem, problems[0].Message, StringComparison.Ordinal);
        Assert.Equal(new WhatIfQuestion(100, BuyingRhythm.Month, Samples.At(since + "T00:00Z")), question);
    }

    [Fact]
    public void Where_five_years_are_not_known_it_starts_with_the_first_known_day()
    {
        var few = KnownCloses.Of(
            WebSamples.HistoryOf(Interval.OneDay, [Samples.Candle("2026-11-01T00:00Z") with { Interval = Interval.OneDay }]),
            Now
        );

        Assert.Equal(Samples.At("2026-11-01T00:00Z"), new WhatIfParameters().Read(few, Now).Question.Since);
    }
}
