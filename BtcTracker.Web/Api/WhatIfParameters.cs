using System.Globalization;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.History;
using Microsoft.AspNetCore.Mvc;

namespace BtcTracker.Web.Api;

/// <summary>The parameters of a calculation, unparsed; missing ones have a default.</summary>
/// <param name="Amount">What each purchase costs.</param>
/// <param name="Currency">The currency of the amount.</param>
/// <param name="Every">How often one is made.</param>
/// <param name="Since">The day of the first.</param>
public sealed record WhatIfParameters(
    [FromQuery(Name = "amount")] string? Amount = null,
    [FromQuery(Name = "currency")] string? Currency = null,
    [FromQuery(Name = "every")] string? Every = null,
    [FromQuery(Name = "since")] string? Since = null
)
{
    /// <summary>The default amount.</summary>
    public const decimal DefaultAmount = 100;

    /// <summary>The format of a day.</summary>
    public const string DayFormat = "yyyy-MM-dd";

    private const string Dollar = "USD";
    private const int DefaultYears = 5;

    /// <summary>Parses the parameters. An invalid value is replaced by its default, or by the nearest day.</summary>
    /// <param name="closes">The known closes, which a day must be among.</param>
    /// <param name="now">The time, which the default day is before.</param>
    public (WhatIfQuestion Question, IReadOnlyList<WhatIfProblem> Problems) Read(KnownCloses closes, DateTimeOffset now)
    {
        var amount = DefaultAmount;
        var wrongAmount = Amount is null ? null : WrittenAmount.Read(Amount, out amount) ?? (amount == 0 ? Texts.AmountZero : null);
        var every = Every is null
            ? BuyingRhythm.Month
            : BuyingRhythm.All.FirstOrDefault(known => known.Code.Equals(Every, StringComparison.OrdinalIgnoreCase));
        var (since, wrongSince) = ReadSince(closes, now);
        WhatIfProblem?[] problems =
        [
            Problem("amount", wrongAmount),
            Problem(
                "currency",
                Currency?.Equals(Dollar, StringComparison.OrdinalIgnoreCase) != false
                    ? null
                    : Texts.CurrencyImpossible.With(Currency, Dollar)
            ),
            Problem("every", every is not null ? null : Texts.UnknownEvery.With(Every, BuyingRhythm.Codes)),
            Problem("since", wrongSince),
        ];
        return (
            new WhatIfQuestion(wrongAmount is null ? amount : DefaultAmount, every ?? BuyingRhythm.Month, since),
            [.. problems.OfType<WhatIfProblem>()]
        );
    }

    private static WhatIfProblem? Problem(string parameter, string? message) => message is null ? null : new(parameter, message);

    private (DateTimeOffset Since, string? Problem) ReadSince(KnownCloses closes, DateTimeOffset now)
    {
        var byDefault = Within(closes, Market.Interval.OneDay.OpenTimeOf(now).AddYears(-DefaultYears));
        if (Since is null)
        {
            return (byDefault, null);
        }

        return DateTimeOffset.TryParseExact(
            Since.Trim(),
            DayFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var day
        )
            ? (Within(closes, day), OutOf(closes, day))
            : (byDefault, Texts.SinceNoDay.With(Since));
    }

    private static DateTimeOffset Within(KnownCloses closes, DateTimeOffset day) =>
        day < closes.First ? closes.First.Value
        : day > closes.Last ? closes.Last.Value
        : day;

    private static string? OutOf(KnownCloses closes, DateTimeOffset day) =>
        day < closes.First ? Texts.SinceTooEarly.With(Times.Format(closes.First.Value, DayFormat))
        : day > closes.Last ? Texts.SinceTooLate.With(Times.Format(closes.Last.Value, DayFormat))
        : null;
}

/// <summary>The problem of a parameter, with the valid values.</summary>
/// <param name="Parameter">Its name.</param>
/// <param name="Message">A sentence.</param>
public sealed record WhatIfProblem(string Parameter, string Message);
