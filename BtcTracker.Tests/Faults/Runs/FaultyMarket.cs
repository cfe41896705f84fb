using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using BtcTracker.MarketSim.Markets;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Faults.Runs;

/// <summary>Three vendors of one market, whose answers are spoiled as a plan says; they answer at once, by the run's clock.</summary>
internal sealed class FaultyMarket(long seed, FaultPlan plan, ManualTimeProvider clock) : HttpMessageHandler
{
    private const string WebPage = "<!DOCTYPE html><html><body>Sign in</body></html>";
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Lateness = TimeSpan.FromMinutes(20);

    private readonly DemoMarket _market = new(seed);

    /// <summary>Makes an answer take time; null where it takes none.</summary>
    public Func<CancellationToken, Task>? Delay { get; init; }

    /// <summary>The true price at an instant.</summary>
    public decimal PriceAt(DateTimeOffset instant) => _market.ReadAt(instant)!.Price;

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await (Delay?.Invoke(cancellationToken) ?? Task.CompletedTask);
        var now = clock.GetUtcNow();
        var vendor = VendorOf(request.RequestUri!.Host);
        var fault = plan.OfVendor(vendor, now);
        if (fault?.Kind == FaultKind.Hang)
        {
            await Waits.ForeverAsync(cancellationToken);
        }

        return fault?.Kind switch
        {
            FaultKind.Limit => Limited(now),
            FaultKind.Error => Answer(HttpStatusCode.InternalServerError, "{}", now),
            FaultKind.Page => Answer(HttpStatusCode.OK, WebPage, now, MediaTypeNames.Text.Html),
            FaultKind.Blocked or FaultKind.Network => Answer(HttpStatusCode.Forbidden, WebPage, now, MediaTypeNames.Text.Html),
            _ => Answer(HttpStatusCode.OK, Quoted(vendor, fault, now), AsOf(fault, now)),
        };
    }

    private string Quoted(string vendor, Fault? fault, DateTimeOffset now)
    {
        var time = AsOf(fault, now);
        var price = decimal.Round(PriceAt(time) * FactorOf(fault?.Kind), 2);
        var body = Body(vendor, PriceText(fault?.Kind, price), time.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        return fault?.Kind == FaultKind.Cut ? body[..(body.Length / 2)] : body;
    }

    private static decimal FactorOf(FaultKind? kind) =>
        kind switch
        {
            FaultKind.Tenfold => 10m,
            FaultKind.Straying => 1.05m,
            _ => 1m,
        };

    private static string PriceText(FaultKind? kind, decimal price) =>
        kind switch
        {
            FaultKind.NoNumber => "NaN",
            FaultKind.Null => "null",
            FaultKind.Negative => (-price).ToString(CultureInfo.InvariantCulture),
            _ => price.ToString(CultureInfo.InvariantCulture),
        };

    private static DateTimeOffset AsOf(Fault? fault, DateTimeOffset now) =>
        fault?.Kind switch
        {
            FaultKind.Frozen => fault.From,
            FaultKind.Old => now - Lateness,
            _ => now,
        };

    private static string Body(string vendor, string price, string time) =>
        vendor switch
        {
            "coinmarketcap" => $$"""
                {"status": {"error_code": 0}, "data": [{"id": 1, "quote": [{"symbol": "USD", "price": {{price}}, "last_updated": "{{time}}"}]}]}
                """,
            "coinbase" => $$"""{"price": "{{price}}", "time": "{{time}}"}""",
            _ => $$$$"""{"error": [], "result": {"XXBTZUSD": {"c": ["{{{{price}}}}", "0.1"]}}}""",
        };

    private static HttpResponseMessage Limited(DateTimeOffset now)
    {
        var response = Answer(HttpStatusCode.TooManyRequests, "{}", now);
        response.Headers.RetryAfter = new RetryConditionHeaderValue(RetryAfter);
        return response;
    }

    private static HttpResponseMessage Answer(
        HttpStatusCode status,
        string body,
        DateTimeOffset date,
        string type = MediaTypeNames.Application.Json
    )
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body, new MediaTypeHeaderValue(type)) };
        response.Headers.Date = date;
        return response;
    }

    private static string VendorOf(string host) => FaultPlan.Vendors.First(vendor => host.Contains(vendor, StringComparison.Ordinal));
}
