using BtcTracker.Web.Contracts;
using BtcTracker.Web.Encoding;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BtcTracker.Web.Api;

/// <summary>What bitcoins would be worth that were bought in the past, from the days in memory.</summary>
public static class WhatIfEndpoint
{
    /// <summary>The route's description.</summary>
    public const string Description = """
        Each purchase is made at the close of its UTC day. Where that close is not known, the next known day's is taken, and `moved` counts it.
        Months go by the calendar: from 31 January to 28 February to 31 March. Sums and prices are in US dollars, as the stored history is;
        fees and taxes are left out. While the daily history is still being collected the answer is 503.
        """;

    /// <summary>Answers with it; 400 where the request is wrong, 503 while it cannot be calculated.</summary>
    public static Results<JsonHttpResult<WhatIfBody>, ValidationProblem, ProblemHttpResult> GetWhatIf(
        [AsParameters] WhatIfParameters parameters,
        CurrentSnapshot current,
        TimeProvider clock,
        HttpContext context
    )
    {
        var (snapshot, now) = (current.Value, clock.GetUtcNow());
        if (context.Request.Query.FirstOrDefault(parameter => parameter.Value.Count > 1) is { Key: { } twice })
        {
            // Two amounts joined by a comma would read as another amount.
            return BadInput.Problem(twice, $"{twice} is given more than once.");
        }

        var answer = WhatIfAnswer.Of(snapshot, now, parameters);
        if (answer.Problems is [var problem, ..])
        {
            return BadInput.Problem(problem.Parameter, problem.Message);
        }

        if (answer.Unavailable is { } reason)
        {
            context.Response.Headers.RetryAfter = "5";
            return TypedResults.Problem(reason, statusCode: StatusCodes.Status503ServiceUnavailable, title: "No answer yet");
        }

        if (answer.ToBody(snapshot, now) is not { } body)
        {
            return BadInput.Problem("amount", "The result is too large; use a smaller amount.");
        }

        context.Response.Headers.CacheControl = EncodedResult.KeepFor(snapshot.FreshFor(now));
        return TypedResults.Json(body, WebJson.Default.WhatIfBody);
    }
}
