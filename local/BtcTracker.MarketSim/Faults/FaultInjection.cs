using System.Net.Mime;
using System.Text;
using System.Text.RegularExpressions;

namespace BtcTracker.MarketSim.Faults;

/// <summary>
/// Applies faults to the market's responses. Faults of the price itself are applied by <see cref="FaultedMarket"/>.
/// </summary>
public static partial class FaultInjection
{
    private const string WebPage = "<!DOCTYPE html><html><body>Just a moment…</body></html>";

    private static readonly string[] NotTheMarkets = ["/faults", "/status", "/alive"];

    /// <summary>Whether a path belongs to the market's API.</summary>
    public static bool IsMarkets(string path) => !NotTheMarkets.Contains(path.TrimEnd('/'), StringComparer.OrdinalIgnoreCase);

    /// <summary>Spoils answers from here on.</summary>
    public static IApplicationBuilder UseFaults(this WebApplication app)
    {
        var (faults, clock) = (app.Services.GetRequiredService<ActiveFaults>(), app.Services.GetRequiredService<TimeProvider>());
        return app.Use(
            (context, next) =>
                IsMarkets(context.Request.Path) && Loopback.IsCaller(context)
                    ? AnswerAsync(context, next, faults.TakeFor(context.Request.Path), clock)
                    : next(context)
        );
    }

    private static async Task AnswerAsync(HttpContext context, RequestDelegate next, IReadOnlyList<Fault> faults, TimeProvider clock)
    {
        foreach (var delay in faults.Select(fault => fault.Delay).OfType<double>())
        {
            await Task.Delay(TimeSpan.FromSeconds(delay), clock, context.RequestAborted);
        }

        if (faults.FirstOrDefault(fault => (fault.Status ?? fault.ErrorCode) is not null) is { } failure)
        {
            await FailAsync(context.Response, failure, clock.GetUtcNow());
            return;
        }

        context.Features.Set(faults.LastOrDefault(fault => fault.Price is FaultRequest.Stale or FaultRequest.Jump));
        var body = faults.Select(fault => fault.Body).LastOrDefault(body => body is not null);
        var price = faults
            .Select(fault => fault.Price)
            .LastOrDefault(price => price is not (null or FaultRequest.Stale or FaultRequest.Jump));
        await (body is null && price is null ? next(context) : RewriteAsync(context, next, body, price));
    }

    private static Task FailAsync(HttpResponse response, Fault fault, DateTimeOffset now)
    {
        response.Headers.RetryAfter = fault.RetryAfter?.ToString(System.Globalization.CultureInfo.InvariantCulture);
        response.StatusCode = fault.Status ?? CoinMarketCapFaults.StatusOf(fault.ErrorCode!.Value);
        return fault.ErrorCode is { } code
            ? response.WriteAsJsonAsync(CoinMarketCapFaults.BodyOf(code, now))
            : response.WriteAsJsonAsync(new { message = "A requested fault." });
    }

    private static async Task RewriteAsync(HttpContext context, RequestDelegate next, string? body, string? price)
    {
        var answer = await ReadAnswerAsync(context, next);
        var text = price is null ? answer : PriceField().Replace(answer, match => match.Groups[1].Value + price);
        switch (body)
        {
            case "html":
                context.Response.ContentType = MediaTypeNames.Text.Html;
                await WriteAsync(context.Response, WebPage);
                break;
            case "empty":
                context.Response.ContentLength = 0;
                break;
            case "cut":
                await CutAsync(context, text);
                break;
            default:
                await WriteAsync(context.Response, text);
                break;
        }
    }

    private static async Task<string> ReadAnswerAsync(HttpContext context, RequestDelegate next)
    {
        var stream = context.Response.Body;
        using var buffer = new MemoryStream();
        context.Response.Body = buffer;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = stream;
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static async Task WriteAsync(HttpResponse response, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes);
    }

    // Announces the whole length, sends half, and drops the connection.
    private static async Task CutAsync(HttpContext context, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    // "price":64231.5, "price":"64231.5" and Kraken's "c":["64231.5","0.001"]
    [GeneratedRegex("(\"price\":|\"c\":\\[)(\"[^\"]*\"|[^,}\\]]+)")]
    private static partial Regex PriceField();
}
