namespace BtcTracker.Web.Api;

/// <summary>Where the next page of a series is.</summary>
internal static class NextPage
{
    /// <summary>The address of the same series from a time on, below this host.</summary>
    public static string Address(HttpContext context, DateTimeOffset from, DateTimeOffset to, int limit, string? interval = null)
    {
        var chosen = interval is null ? "" : $"interval={interval}&";
        var path = $"{context.Request.PathBase}{context.Request.Path}";
        return $"{path}?{chosen}from={from.ToUnixTimeSeconds()}&to={to.ToUnixTimeSeconds()}&limit={limit}";
    }
}
