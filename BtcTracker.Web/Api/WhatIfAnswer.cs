using BtcTracker.Market;
using BtcTracker.Web.Contracts;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.History;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Api;

/// <summary>The result of a calculation on a snapshot, or why there is none.</summary>
/// <param name="Question">The request, with a default or the nearest day in place of invalid values.</param>
/// <param name="Problems">The problems of the request.</param>
/// <param name="Closes">The known closes.</param>
public sealed record WhatIfAnswer(WhatIfQuestion Question, IReadOnlyList<WhatIfProblem> Problems, KnownCloses Closes)
{
    /// <summary>The message while the history is incomplete: a sum over part of it would be wrong.</summary>
    public static string Collecting => Texts.WhatIfCollecting;

    /// <summary>The message before any price is known.</summary>
    public static string NoData => Texts.WhatIfNoData;

    /// <summary>The result; null where there is none.</summary>
    public WhatIf? Result { get; private init; }

    /// <summary>The latest quote, which the result is valued at; null together with it.</summary>
    public Quote? Latest { get; private init; }

    /// <summary>Why nothing can be calculated yet; null if it can.</summary>
    public string? Unavailable { get; private init; }

    /// <summary>Answers from a snapshot.</summary>
    public static WhatIfAnswer Of(MarketSnapshot snapshot, DateTimeOffset now, WhatIfParameters parameters)
    {
        var unavailable = snapshot is { Latest: not null, IsComplete: false } || snapshot.AwaitsDays ? Collecting : null;
        // While days are missing, the first known day is not final.
        var closes = KnownCloses.Of(unavailable is null ? snapshot.History : PriceHistory.Empty, now);
        var (question, problems) = parameters.Read(closes, now);
        var answer = new WhatIfAnswer(question, problems, closes)
        {
            Unavailable = unavailable ?? (snapshot.Latest is null || closes.First is null ? NoData : null),
        };
        return answer.Unavailable is null && WhatIf.Of(closes, now, snapshot.Latest!.Price, question) is { } result
            ? answer with
            {
                Result = result,
                Latest = snapshot.Latest,
            }
            : answer;
    }

    /// <summary>The API's body; null where there is no result.</summary>
    public WhatIfBody? ToBody(MarketSnapshot snapshot, DateTimeOffset now) =>
        Result is null ? null : WhatIfBody.Of(Question, Result, Latest!, snapshot.IsStale(now));
}
