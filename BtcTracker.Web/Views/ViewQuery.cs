using System.Globalization;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.History;

namespace BtcTracker.Web.Views;

/// <summary>Parses a view from a query. Invalid values fall back, with a notice in one line: a mistyped link shows a page.</summary>
public static class ViewQuery
{
    private const int LongestQuoted = 40;

    private static readonly IReadOnlyList<(string Code, HistoryRange Value)> Ranges =
    [
        .. HistoryRange.All.Select(range => (range.Code, range)),
    ];

    private static readonly IReadOnlyList<(string Code, Theme Value)> Themes =
    [
        ("system", Theme.System),
        ("light", Theme.Light),
        ("dark", Theme.Dark),
    ];

    private static readonly IReadOnlyList<(string Code, PriceUnit Value)> Units = [.. PriceUnit.All.Select(unit => (unit.Code, unit))];

    private static readonly IReadOnlyList<(string Code, Language? Value)> Languages =
    [
        .. Language.All.Select(language => (language.Code, (Language?)language)),
    ];

    private static readonly DateOnly Genesis = DateOnly.FromDateTime(HistoryWindow.Genesis.UtcDateTime);

    /// <summary>Reads a view.</summary>
    /// <param name="query">The query, whose names and values may be in any case.</param>
    /// <param name="now">Now: no range ends later.</param>
    /// <returns>The view, and what was not understood.</returns>
    public static (PageView View, IReadOnlyList<string> Notices) Read(IQueryCollection query, DateTimeOffset now)
    {
        var notices = new List<string>();
        var view = new PageView(RangeOf(query, now, notices))
        {
            Type = Choose(query, "type", ChartType.Line, [("line", ChartType.Line), ("candles", ChartType.Candles)], notices),
            ChosenLog = Choose(query, "scale", null, [("linear", false), ("log", (bool?)true)], notices),
            Averages = AveragesOf(query, notices),
            Currency = CurrencyOf(query, notices),
            Unit = Choose(query, "unit", PriceUnit.Dollars, Units, notices),
            Language = Choose(query, PageLanguage.Parameter, null, Languages, notices),
            Theme = Choose(query, "theme", Theme.System, Themes, notices),
            IsUtc = Choose(query, "tz", null, [("local", false), ("utc", (bool?)true)], notices),
        };
        return (view, notices);
    }

    /// <summary>Parses the view of the page for frames. It has no room for notices, so invalid values fall back silently.</summary>
    public static EmbedView ReadEmbed(IQueryCollection query) =>
        new(
            ValueOf(query, "range") is null ? null : Choose(query, "range", HistoryRange.OneDay, Ranges, []),
            Choose(query, "theme", Theme.System, Themes, []),
            Choose(query, "compact", false, [("1", true), ("0", false)], []),
            Choose(query, PageLanguage.Parameter, null, Languages, [])
        );

    /// <summary>The notice about an unsupported language.</summary>
    public static string UnknownLanguage(string named) =>
        Unknown(PageLanguage.Parameter, named, Language.All.Select(language => language.Code));

    private static HistoryRange RangeOf(IQueryCollection query, DateTimeOffset now, List<string> notices)
    {
        if (ValueOf(query, "from") is not null || ValueOf(query, "to") is not null)
        {
            return DatesOf(query, now, notices) ?? HistoryRange.OneDay;
        }

        return Choose(query, "range", HistoryRange.OneDay, Ranges, notices);
    }

    private static HistoryRange? DatesOf(IQueryCollection query, DateTimeOffset now, List<string> notices)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var (from, to) = (DateOf(query, "from", Genesis, notices), DateOf(query, "to", today, notices));
        if (from is null || to is null)
        {
            return null;
        }

        if (from > to)
        {
            notices.Add(Texts.NoticeReversed);
            (from, to) = (to, from);
        }

        if (from > today)
        {
            notices.Add(Texts.NoticeFuture.With(Day(today)));
            return null;
        }

        // Bitcoin has no price before its first block, and none of a time to come.
        return HistoryRange.Between(
            from < Genesis ? Genesis : from.Value,
            to >= today ? null
                : to < Genesis ? Genesis
                : to,
            now
        );
    }

    /// <summary>A date of the query, its default where there is none; null where it is no date.</summary>
    private static DateOnly? DateOf(IQueryCollection query, string name, DateOnly missing, List<string> notices)
    {
        var text = ValueOf(query, name);
        if (text is null)
        {
            return missing;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        notices.Add(Texts.NoticeNoDate.With(Shorten(text)));
        return null;
    }

    private static IReadOnlyList<Average> AveragesOf(IQueryCollection query, List<string> notices)
    {
        var asked = ValueOf(query, "ma")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        foreach (var unknown in asked.Where(code => !Average.All.Any(average => Is(average.Code, code))).Take(1))
        {
            notices.Add(Unknown("average", unknown, Average.All.Select(average => average.Code)));
        }

        return [.. Average.All.Where(average => asked.Any(code => Is(average.Code, code)))];
    }

    /// <summary>A code of three letters, whether or not its rate is known; US dollars are shown anyway.</summary>
    private static string? CurrencyOf(IQueryCollection query, List<string> notices)
    {
        var code = ValueOf(query, PageView.CurrencyParameter)?.ToUpperInvariant();
        if (code is null or "USD")
        {
            return null;
        }

        if (code.Length == 3 && code.All(char.IsAsciiLetterUpper))
        {
            return code;
        }

        notices.Add(Texts.NoticeNoCurrency.With(Shorten(code)));
        return null;
    }

    private static T Choose<T>(
        IQueryCollection query,
        string name,
        T missing,
        IReadOnlyList<(string Code, T Value)> choices,
        List<string> notices
    )
    {
        var text = ValueOf(query, name);
        if (text is null)
        {
            return missing;
        }

        foreach (var (code, value) in choices)
        {
            if (Is(code, text))
            {
                return value;
            }
        }

        notices.Add(Unknown(name, text, choices.Select(choice => choice.Code)));
        return missing;
    }

    private static string? ValueOf(IQueryCollection query, string name) =>
        query.TryGetValue(name, out var values) && values.FirstOrDefault()?.Trim() is { Length: > 0 } value ? value : null;

    private static bool Is(string code, string text) => code.Equals(text, StringComparison.OrdinalIgnoreCase);

    private static string Unknown(string name, string value, IEnumerable<string> known) =>
        Texts.NoticeUnknown.With(name, Shorten(value), string.Join(", ", known));

    private static string Shorten(string text) => text.Length <= LongestQuoted ? text : text[..LongestQuoted] + "…";

    private static string Day(DateOnly day) => day.ToString("d MMM yyyy", Language.Current.Formats);
}
