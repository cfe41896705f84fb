using System.Text.Json.Nodes;

namespace BtcTracker.MarketSim.Api;

/// <summary>The data of CoinMarketCap's <c>/v1/key/info</c>: the plan, and what is used of it.</summary>
public static class KeyInfoBody
{
    /// <summary>Makes it.</summary>
    public static JsonObject Of(KeyUsage usage, DateTimeOffset now)
    {
        var reset = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);
        var left = KeyUsage.MonthlyLimit - usage.CreditsThisMonth;
        return new JsonObject
        {
            ["plan"] = new JsonObject
            {
                ["credit_limit_monthly"] = KeyUsage.MonthlyLimit,
                ["credit_limit_monthly_reset"] = Words(reset - now),
                ["credit_limit_monthly_reset_timestamp"] = CoinMarketCapBodies.Time(reset),
                ["rate_limit_minute"] = KeyUsage.MinuteLimit,
            },
            ["usage"] = new JsonObject
            {
                ["current_minute"] = new JsonObject
                {
                    ["requests_made"] = usage.RequestsThisMinute,
                    ["requests_left"] = Math.Max(0, KeyUsage.MinuteLimit - usage.RequestsThisMinute),
                },
                ["current_day"] = Credits(usage.CreditsToday, left),
                ["current_month"] = Credits(usage.CreditsThisMonth, left),
            },
        };
    }

    private static JsonObject Credits(int used, int left) => new() { ["credits_used"] = used, ["credits_left"] = Math.Max(0, left) };

    // In 3 days, 19 hours, 56 minutes
    private static string Words(TimeSpan span) =>
        FormattableString.Invariant($"In {span.Days} days, {span.Hours} hours, {span.Minutes} minutes");
}
