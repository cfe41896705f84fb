using BtcTracker.Web.Formatting;
using BtcTracker.Web.History;

namespace BtcTracker.Web.Views;

/// <summary>How the chart draws the prices.</summary>
public enum ChartType
{
    /// <summary>A line through the closes.</summary>
    Line,

    /// <summary>Open, high, low and close of each interval.</summary>
    Candles,
}

/// <summary>Which colours a page has.</summary>
public enum Theme
{
    /// <summary>Those of the reader's system.</summary>
    System,

    /// <summary>Light ones.</summary>
    Light,

    /// <summary>Dark ones.</summary>
    Dark,
}

/// <summary>What is shown of the price and how: everything that one link holds.</summary>
/// <param name="Range">The span of time.</param>
public sealed record PageView(HistoryRange Range)
{
    /// <summary>The parameter that names another currency.</summary>
    public const string CurrencyParameter = "cur";

    /// <summary>The first page as it is without a query.</summary>
    public static PageView Default { get; } = new(HistoryRange.OneDay);

    /// <summary>How the chart draws the prices.</summary>
    public ChartType Type { get; init; }

    /// <summary>Whether the scale of prices is logarithmic; null where the range decides.</summary>
    public bool? ChosenLog { get; init; }

    /// <summary>The averages that are drawn over the prices, in the order of <see cref="Average.All"/>.</summary>
    public IReadOnlyList<Average> Averages { get; init; } = [];

    /// <summary>The code of a currency that the price is shown in besides US dollars; null for none.</summary>
    public string? Currency { get; init; }

    /// <summary>What the chart's prices count.</summary>
    public PriceUnit Unit { get; init; } = PriceUnit.Dollars;

    /// <summary>The colours.</summary>
    public Theme Theme { get; init; }

    /// <summary>The language that the address names; null for the reader's own.</summary>
    public Language? Language { get; init; }

    /// <summary>This view with the language that is spoken, for a reader to whom it is sent, or who asks for a file of it.</summary>
    public PageView Spoken =>
        Language is null && Formatting.Language.Current != Formatting.Language.English
            ? this with
            {
                Language = Formatting.Language.Current,
            }
            : this;

    /// <summary>
    /// Whether times are in UTC for the script too, or in the reader's own zone; null where the reader decides. The server draws UTC.
    /// </summary>
    public bool? IsUtc { get; init; }

    /// <summary>
    /// Whether the scale of prices is logarithmic. Over all known time it is unless the reader chose otherwise: the first years would be a
    /// flat line.
    /// </summary>
    public bool IsLog => ChosenLog ?? Range.IsAll;

    /// <summary>The query that chooses this view, in one form for each; empty for the default one.</summary>
    public string Query =>
        string.Join('&', Parameters.Select(part => $"{part.Key}={part.Value}")) is { Length: > 0 } query ? "?" + query : string.Empty;

    /// <summary>The path of what the chart draws of it; <c>Scripts/views.js</c> makes the same of a page's address.</summary>
    public string ChartPath
    {
        get
        {
            var drawn = this with { Theme = Theme.System, Currency = null, Language = null, IsUtc = null };
            return drawn.Parameters.All(part => part.Key == "range") ? $"chart/{Range.Code}" : $"chart/view{drawn.Query}";
        }
    }

    /// <summary>The parameters of the query; what is as it is without them is left out.</summary>
    public IEnumerable<KeyValuePair<string, string>> Parameters
    {
        get
        {
            var range = Range == HistoryRange.OneDay ? [] : Range.Parameters;
            (string Name, string? Value)[] others =
            [
                ("type", Type == ChartType.Candles ? "candles" : null),
                (
                    "scale",
                    IsLog == Range.IsAll ? null
                    : IsLog ? "log"
                    : "linear"
                ),
                ("ma", Averages.Count == 0 ? null : string.Join(',', Averages.Select(average => average.Code))),
                (CurrencyParameter, Currency),
                ("unit", Unit.NamedCode),
                (PageLanguage.Parameter, Language?.Code),
                (
                    "theme",
                    Theme == Theme.System ? null
                    : Theme == Theme.Dark ? "dark"
                    : "light"
                ),
                (
                    "tz",
                    IsUtc is null ? null
                    : IsUtc.Value ? "utc"
                    : "local"
                ),
            ];
            return [.. range, .. others.Where(part => part.Value is not null).Select(part => KeyValuePair.Create(part.Name, part.Value!))];
        }
    }

    /// <summary>This view with an average added, or taken away.</summary>
    public PageView Toggle(Average average) =>
        this with
        {
            Averages = [.. Average.All.Where(known => Averages.Contains(known) != (known == average))],
        };
}
