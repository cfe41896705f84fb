using System.Text.Json.Serialization;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.Views;

namespace BtcTracker.Web.Contracts;

/// <summary>The candles that a view of the page draws, with the averages that are drawn over them.</summary>
public sealed record ViewedSeries : CandleSeries
{
    private ViewedSeries(CandleSeries series)
        : base(series) { }

    /// <summary>
    /// The value of each average at the end of each candle, by its code; null where it is not known, absent without averages.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, IReadOnlyList<decimal?>>? Averages { get; private init; }

    /// <summary>
    /// What prices and averages count where that is not dollars per bitcoin: <c>sat</c>, satoshi per dollar; absent for dollars.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Unit { get; private init; }

    /// <summary>Converts a view's candles to columns.</summary>
    public static ViewedSeries Of(ViewedHistory viewed, PriceUnit unit) =>
        new(Of(viewed.History))
        {
            Unit = unit.NamedCode,
            Averages = viewed.Averages.Count == 0 ? null : viewed.Averages.ToDictionary(line => line.Average.Code, line => line.Values),
        };
}
