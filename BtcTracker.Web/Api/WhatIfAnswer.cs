using BtcTracker.Market;
using BtcTracker.Web.Contracts;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.History;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Api;

/// <summary>What a snapshot answers to a request to calculate, or why it does not.</summary>
/// <param name="Question">What was asked, with a default or the nearest day where it was wrong.</param>
/// <param name="Problems">What was wrong.</param>
/// <param name="Closes">The known closes.</param>
public sealed record WhatIfAnswer(WhatIfQuestion Question, IReadOnlyList<WhatIfProblem> Problems, KnownCloses Closes)
{
    /// <summary>What is said while the history is incomplete: a sum of a part of it would be false.</summary>
    public static string Collecting => Texts.WhatIfCollecting;

    /// <summary>What is said before there is anything to calculate by.</summary>
    public static string NoData => Texts.WhatIfNoData;

    /// <summary>The result; null where there is none.</summary>
    public WhatIf? Result { get; private init; }

    /// <summary>The newest quote, by which the result is worth what it is; null together with it.</summary>
    public Quote? Latest { get; private init; }

    /// <summary>Why nothing can be calculated yet; null where it can.</summary>
    public string? Unavailable { get; private init; }

    /// <summary>Answers from a snapshot.</summary>
    public static WhatIfAnswer Of(MarketSnapshot snapshot, DateTimeOffset now, WhatIfParameters parameters)
    {
        var unavailable = snapshot is { Latest: not null, IsComplete: false } || snapshot.AwaitsDays ? Collecting : null;
        // Of a part of the days it cannot be said which is the first.
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

    /// <summary>The answer for programs; null where there is none.</summary>
    public WhatIfBody? ToBody(MarketSnapshot snapshot, DateTimeOffset now) =>
        Result is null ? null : WhatIfBody.Of(Question, Result, Latest!, snapshot.IsStale(now));
}
